import { z } from "zod";

const number = z.string().regex(/^([2-9]|[1-9]\d+)$/, { error: "allowed is the number of a generation, from 2" });

/** Which data volume a store runs on, and what each but the first was restored from. */
const recovery = <Restore extends z.ZodType>(restore: Restore) =>
  z
    .strictObject({ generation: z.int().min(1), restores: z.record(number, restore).default({}) })
    .refine(({ generation, restores }) => generation === 1 || Object.hasOwn(restores, String(generation)), {
      error: "allowed is a generation that is 1 or among restores",
    });

export const postgresRecovery = recovery(
  z.strictObject({
    repository: z.int().min(1).default(1),
    label: z.string().regex(/^\d{8}-\d{6}F(_\d{8}-\d{6}[DI])?$/, {
      error: 'allowed is the label of a backup, as in "20261125-020009F"',
    }),
    target: z
      .union(
        [
          z.enum(["latest", "backup"]),
          z.strictObject({ time: z.iso.datetime({ error: 'allowed is a time in UTC, as in "2026-11-25T11:59:00Z"' }) }),
        ],
        {
          error: 'allowed is "latest", "backup", or { time: … } in UTC as in "2026-11-25T11:59:00Z"',
        },
      )
      .default("latest"),
  }),
);

export const redisRecovery = recovery(
  z.strictObject({
    snapshot: z.string().regex(/^\d{8}T\d{6}Z$/, {
      error: 'allowed is the time in the file name of a snapshot, as in "20261125T020000Z"',
    }),
  }),
);
