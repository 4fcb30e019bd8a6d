import { z } from "zod";

/** Raised when a field is removed, renamed or changes its meaning; adding one does not raise it. */
export const contractVersion = 1;

/** What another team's program may rely on: `pulumi stack output --json` gives exactly this. */
export const stackOutputs = z.strictObject({
  contractVersion: z.literal(contractVersion),
  platform: z.enum(["docker", "kubernetes"]),
  /** Name → URL that answers on the machine that runs the stack. */
  endpoints: z.record(z.string(), z.string()),
  certificates: z.strictObject({
    /** PEM of the stack's own authority: what clients of its endpoints and stores have to trust. */
    authority: z.string(),
    /** Name → end of validity, ISO 8601. */
    notAfter: z.record(z.string(), z.string()),
  }),
  /** Everything that runs, in the order it starts. */
  services: z.record(
    z.string(),
    z.strictObject({
      /** Container names, one for each replica or sidecar. */
      units: z.array(z.string()),
      /** Names of the services it cannot do without. */
      needs: z.array(z.string()),
    }),
  ),
  /** Of the check that the last change of the stack's needs passed. */
  preflight: z.strictObject({
    /** ISO 8601. */
    checkedAt: z.iso.datetime(),
    passed: z.int(),
    warnings: z.int(),
    failed: z.int(),
    /** Could not be checked. */
    errors: z.int(),
    skipped: z.int(),
    /** Ids of findings that would have stopped it. */
    accepted: z.array(z.string()),
  }),
  /** Where the data is. */
  volumes: z.record(z.string(), z.strictObject({ name: z.string(), protected: z.boolean() })),
});

export type StackOutputs = z.infer<typeof stackOutputs>;
