import { z } from "zod";
import { numberOf } from "../../components/store/generations";
import type { Recovered } from "../../components/secrets/recovered";
import { CommandError, exit } from "../exit";
import { nextGeneration } from "../recovery/plan";

const credential = z.object({ value: z.string(), purpose: z.string().optional(), store: z.string().optional() });

/** What a backup keeps of its stack; components/backup/configuration.ts writes it. */
export const keptSchema = z.object({
  project: z.string(),
  stack: z.string(),
  config: z.record(z.string(), z.unknown()),
  secretConfig: z.array(z.string()),
  authority: z.object({ certificate: z.string(), key: z.string() }),
  credentials: z.record(z.string(), credential),
  /** Backups of before have none. */
  signingKeys: z.record(z.string(), z.string()).default({}),
});

export type Kept = z.infer<typeof keptSchema>;

const postgresKey = "ballast:postgres";
const redisKey = "ballast:redis";
const recoveryOf = <T extends z.ZodType>(restore: T) =>
  z.object({ generation: z.int(), restores: z.record(z.string(), restore).default({}) }).optional();
const postgresFields = z.looseObject({
  recovery: recoveryOf(z.object({ label: z.string() })),
  backup: z
    .looseObject({ localRepository: z.boolean().optional(), verification: z.looseObject({ onUp: z.boolean().optional() }).optional() })
    .optional(),
});
const redisFields = z.looseObject({ recovery: recoveryOf(z.object({ snapshot: z.string() })) });

export const readPostgres = (config: Record<string, unknown>) => postgresFields.parse(config[postgresKey] ?? {});
const readRedis = (config: Record<string, unknown>) => redisFields.parse(config[redisKey] ?? {});

/** What the data of a stack are restored from. */
export interface RestoredFrom {
  /** Label of the backup of Postgres. */
  backup: string;
  /** Snapshot of Redis; absent where it begins empty. */
  snapshot?: string;
}

/** @returns undefined for a configuration that restores nothing */
export function restoredFrom(config: Record<string, unknown>): RestoredFrom | undefined {
  const { recovery } = readPostgres(config);
  const ofRedis = readRedis(config).recovery;
  const backup = recovery?.restores[numberOf(recovery)]?.label;
  const snapshot = ofRedis?.restores[numberOf(ofRedis)]?.snapshot;
  return backup === undefined ? undefined : { backup, ...(snapshot !== undefined && { snapshot }) };
}

/** The configuration of a stack that is made anew. */
export interface NewConfig {
  /** Key → value. */
  plain: Record<string, unknown>;
  secret: Record<string, string>;
  /** `ballast:recovered`: goes when the stack runs. */
  recovered: Recovered;
}

/**
 * The generations are ones that no volume was ever called by: a volume from before that is still on the machine is not taken for it. Verifying
 * within `up` waits until the end: an archive in which nothing was written since a disaster is older than that allows.
 */
export function newConfig(
  { config, secretConfig, credentials, signingKeys, authority }: Kept,
  from: RestoredFrom,
  lastTransactionAt: string | null = null,
): NewConfig {
  const { recovery, backup, ...rest } = readPostgres(config);
  const postgres = {
    ...rest,
    ...(backup && { backup: { ...backup, ...(backup.verification && { verification: { ...backup.verification, onUp: false } }) } }),
    recovery: anew(recovery, { repository: 1, label: from.backup, target: "latest" }),
  };
  const isSecret = ([key]: [string, unknown]): boolean => secretConfig.includes(key);
  const entries = Object.entries(config);
  return {
    plain: {
      ...Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
      [postgresKey]: postgres,
      ...redisConfig(config, from.snapshot),
    },
    secret: Object.fromEntries(entries.filter(isSecret).map(([key, value]) => [key, String(value)])),
    recovered: {
      secrets: { ...Object.fromEntries(Object.entries(credentials).map(([name, { value }]) => [name, value])), ...signingKeys },
      authority,
      lastTransactionAt,
    },
  };
}

/** Without a snapshot nothing is restored: the first generation is what a server begins with. */
function redisConfig(config: Record<string, unknown>, snapshot: string | undefined): Record<string, unknown> {
  const { recovery, ...rest } = readRedis(config);
  if (snapshot !== undefined) return { [redisKey]: { ...rest, recovery: anew(recovery, { snapshot }) } };
  return recovery ? { [redisKey]: rest } : {};
}

/** A generation above all that there were, which is restored as is said. */
function anew<R>(before: { generation: number; restores: Record<string, unknown> } | undefined, restore: R) {
  const generation = nextGeneration({ generation: numberOf(before), restores: before?.restores ?? {} });
  return { generation, restores: { [generation]: restore } };
}

/** @returns what opens snapshots of Redis; undefined where the backup keeps nothing that does */
export const snapshotIdentity = ({ credentials }: Kept): string | undefined =>
  Object.values(credentials).find(({ purpose, store }) => purpose === "encryption" && store === "redis")?.value;

/** @throws CommandError for a configuration of which no recovery into volumes can be made */
export function requireRecoverable({ config }: Kept): void {
  if (readPostgres(config).backup?.localRepository ?? true) return;
  throw new CommandError(
    "configuration of the backup: got localRepository false, allowed is a stack with a repository in a volume\n" +
      "Fix: restore the database by the steps on the recovery sheet, and deploy the configuration with ./ballast up",
    exit.usage,
  );
}
