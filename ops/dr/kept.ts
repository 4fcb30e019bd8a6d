import { z } from "zod";
import type { Recovered } from "../../components/secrets/recovered";
import { CommandError, exit } from "../exit";

/** What a backup keeps of its stack; components/backup/configuration.ts writes it. */
export const keptSchema = z.object({
  project: z.string(),
  stack: z.string(),
  config: z.record(z.string(), z.unknown()),
  secretConfig: z.array(z.string()),
  authority: z.object({ certificate: z.string(), key: z.string() }),
  credentials: z.record(z.string(), z.object({ value: z.string() })),
  /** Backups of before have none. */
  signingKeys: z.record(z.string(), z.string()).default({}),
});

export type Kept = z.infer<typeof keptSchema>;

const postgresKey = "ballast:postgres";
const fields = z.looseObject({
  recovery: z.object({ generation: z.int(), restores: z.record(z.string(), z.object({ label: z.string() })).default({}) }).optional(),
  backup: z
    .looseObject({ localRepository: z.boolean().optional(), verification: z.looseObject({ onUp: z.boolean().optional() }).optional() })
    .optional(),
});

export const readPostgres = (config: Record<string, unknown>) => fields.parse(config[postgresKey] ?? {});

/** The configuration of a stack that is made anew. */
export interface NewConfig {
  /** Key → value. */
  plain: Record<string, unknown>;
  secret: Record<string, string>;
  /** `ballast:recovered`: goes when the stack runs. */
  recovered: Recovered;
}

/**
 * The generation is one that no volume was ever called by: a volume from before that is still on the machine is not taken for it. Verifying
 * within `up` waits until the end: an archive in which nothing was written since a disaster is older than that allows.
 * @param label of the backup
 */
export function newConfig({ config, secretConfig, credentials, signingKeys, authority }: Kept, label: string): NewConfig {
  const { recovery, backup, ...rest } = readPostgres(config);
  const generation = Math.max(1, recovery?.generation ?? 1, ...Object.keys(recovery?.restores ?? {}).map(Number)) + 1;
  const postgres = {
    ...rest,
    ...(backup && { backup: { ...backup, ...(backup.verification && { verification: { ...backup.verification, onUp: false } }) } }),
    recovery: { generation, restores: { [generation]: { repository: 1, label, target: "latest" } } },
  };
  const isSecret = ([key]: [string, unknown]): boolean => secretConfig.includes(key);
  const entries = Object.entries(config);
  return {
    plain: { ...Object.fromEntries(entries.filter((entry) => !isSecret(entry))), [postgresKey]: postgres },
    secret: Object.fromEntries(entries.filter(isSecret).map(([key, value]) => [key, String(value)])),
    recovered: {
      secrets: { ...Object.fromEntries(Object.entries(credentials).map(([name, { value }]) => [name, value])), ...signingKeys },
      authority,
    },
  };
}

/** @throws CommandError for a configuration of which no recovery into volumes can be made */
export function requireRecoverable({ config }: Kept): void {
  const platform = config["ballast:platform"] ?? "docker";
  const local = readPostgres(config).backup?.localRepository ?? true;
  if (platform === "docker" && local) return;
  throw new CommandError(
    `configuration of the backup: got ${local ? `platform ${JSON.stringify(platform)}` : "localRepository false"}, allowed is a stack on Docker with a repository in a volume\n` +
      "Fix: restore the database by the steps on the recovery sheet, and deploy the configuration with ./ballast up",
    exit.usage,
  );
}
