import { z } from "zod";
import { table } from "./table";

/** What a resource that is to be made is made after. */
const planned = z.object({ parent: z.string().optional(), provider: z.string().optional(), dependencies: z.array(z.string()).default([]) });
const step = z.object({
  op: z.string(),
  urn: z.string(),
  diffReasons: z.array(z.string()).default([]),
  newState: planned.optional().catch(undefined),
});

/** The part of what `pulumi refresh --json` and `pulumi preview --json` print that says what would change, or why nobody knows. */
export const digest = z.object({
  steps: z.array(step).default([]),
  diagnostics: z.array(z.object({ message: z.string(), severity: z.string() })).default([]),
});

/** One resource that is not as it was deployed, or not as was promised. */
export const difference = z.object({
  /** `machine`: changed there by hand, or gone. `program`: the configuration or the program asks for something else than was deployed. `evidence`: backups are not proven by a verification. */
  where: z.enum(["machine", "program", "evidence"]),
  op: z.string(),
  resource: z.string(),
  /** Names alone; a value may be a secret. Of evidence, why it proves nothing. */
  properties: z.array(z.string()),
});

export type Difference = z.infer<typeof difference>;

const nothing = new Set(["same", "read", "refresh"]);

/** @returns the errors among what was printed, which are not on standard error */
export function errorsIn(stdout: string): string {
  try {
    const { diagnostics } = digest.parse(JSON.parse(stdout));
    return diagnostics.flatMap(({ message, severity }) => (severity === "error" ? message.trim() : [])).join("\n");
  } catch {
    return "";
  }
}

export function differencesIn(where: Difference["where"], { steps }: Pick<z.infer<typeof digest>, "steps">): Difference[] {
  return steps
    .filter(({ op }) => !nothing.has(op))
    .map(({ op, urn, diffReasons }) => ({ where, op, resource: urn.split("::").at(-1) ?? urn, properties: diffReasons }));
}

export function driftText(stack: string, differences: Difference[]): string {
  if (differences.length === 0) return `Stack ${stack}: no drift`;
  const rows = differences.map(({ where, op, resource, properties }) => [where, op, resource, properties.join(", ")]);
  return `Stack ${stack}: ${differences.length} drifted\n\n${table(["WHERE", "CHANGE", "RESOURCE", "PROPERTIES"], rows, false)}`;
}
