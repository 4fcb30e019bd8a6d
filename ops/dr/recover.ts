import { recoveredKey } from "../../components/secrets/recovered";
import { readyToolchain } from "../engine";
import { CommandError, exit } from "../exit";
import type { Place } from "../keys/drill-container";
import { drillImage } from "../keys/drill-image";
import { Stack } from "../stack";
import { configurationIn, type Refused } from "./choice";
import { beginning } from "./chosen";
import { newConfig, readPostgres, type Kept, type NewConfig, type RestoredFrom } from "./kept";
import { restoredBy } from "./restored";
import { configOf, moveFileAside, requireSame, situationOf, type Situation } from "./situation";
import type { Source } from "./source";
import type { Progress, Done } from "./steps";
import { update, verified } from "./verified";
import { volumesOf } from "./volumes";
import type { Filling } from "./volumes/volumes";

export interface RecoverArgs {
  /** Of the new stack. */
  stack: string;
  prefix: string;
  source: Omit<Source, "image">;
  /** Only this backup. @default the newest that passes */
  backup?: string;
  /** Of Redis; without it, Redis begins empty. */
  snapshots?: Place;
  /** What is given may be written to meanwhile. */
  live?: boolean;
  /** Where evidence goes; made by the caller. */
  output: string;
  /** As far as it could be told before. */
  situation: Situation | undefined;
  /** A registry of this machine gets the cluster's images without a question. */
  force: boolean;
  /** What is done with the configuration that the backup keeps. A stack that is not as it was is held to no policy, and verifies nothing itself. */
  adapt?: (config: NewConfig) => NewConfig;
  progress: Progress;
  write: (line: string) => void;
}

export interface Recovered {
  backup: string;
  snapshot: string | null;
  refused: Refused[];
  lastTransactionAt: string | null;
  steps: Done[];
}

/**
 * Makes a stack anew from a repository and its key. It begins where an interrupted run ended, by what that one left.
 * @throws CommandError when a step fails: what was done stays for the next run, and what was given is only read
 */
export async function recover({ stack: name, prefix, progress, write, ...args }: RecoverArgs): Promise<Recovered> {
  const { adapt, backup, snapshots, live = false } = args;
  const before = args.situation?.begun;
  if (before) requireSame(before, { snapshots: snapshots !== undefined, ...(backup !== undefined && { backup }) });
  const image = await drillImage(write);
  const source: Source = { ...args.source, image };
  const chosen = await progress.step(
    "verify backup",
    async () => (before ? undefined : beginning({ source, backup, snapshots, output: args.output, write })),
    (found) => (found ? `${fromText(found.from)} pass${passedOver(found.refused)}` : `done before: ${fromText(before!)}`),
  );
  const kept = chosen?.kept ?? (await keptIn(source, before!));

  const fillings: Filling[] = [
    { place: source.repository, volume: `${source.store}-repository`, live },
    ...(snapshots ? [{ place: snapshots, volume: "redis-backups", live }] : []),
  ];
  const { stack, situation, volumes } = await progress.step(
    "ensure the runtime is up",
    async () => {
      const stack = new Stack(name, await readyToolchain());
      const situation = await situationOf(stack);
      const config = situation.begun ? configOf(name) : kept.config;
      const volumes = volumesOf({ config, stack, prefix, image, force: args.force, write });
      return { stack, situation, volumes, what: await volumes.check(fillings, situation.resources ?? []) };
    },
    ({ what }) => `Pulumi and ${what}`,
  );

  const from = situation.begun ?? chosen?.from;
  if (!from) throw new CommandError(`stack ${name}: it changed while this ran; nothing was recovered`, exit.couldNotAsk);
  const config = situation.begun ? undefined : newConfig(kept, from, chosen?.lastTransactionAt);
  const wanted = config && adapt ? adapt(config) : config;
  await progress.step(
    "restore configuration",
    () => configure(stack, situation, wanted),
    (what) => what,
  );
  await progress.step(
    "restore keys and certificates",
    async () => wanted && (await stack.configureSecret(recoveredKey, JSON.stringify(wanted.recovered))),
    () => (wanted ? `${Object.keys(wanted.recovered.secrets).length} secrets and the certificate authority` : "done before"),
  );

  const { lastTransactionAt = null } =
    wanted?.recovered ?? (JSON.parse(await stack.configuredSecret(recoveredKey)) as NewConfig["recovered"]);

  const began = Date.now();
  write("[5/7] start services, and within it [6/7] restore databases");
  const filled = situation.filled ? "filled before" : await volumes.fill(fillings);
  const filledSeconds = (Date.now() - began) / 1000;
  await update(stack, adapt === undefined);
  const seconds = (Date.now() - began) / 1000 - filledSeconds;
  const restored = await restoredBy(await stack.recoverable(), from.backup);
  progress.add({ step: "start services", seconds: Math.max(0, seconds - restored.seconds), what: "the services are up" });
  progress.add({
    step: "restore databases",
    seconds: filledSeconds + restored.seconds,
    what: `${filled}; Postgres from ${from.backup} to the end of the archive, Redis ${from.snapshot === undefined ? "not" : `from ${from.snapshot}`}`,
  });

  await progress.step(
    "verify",
    () => verified(stack, adapt === undefined && readPostgres(kept.config).backup?.verification?.onUp === true, write),
    (what) => what,
  );
  return { backup: from.backup, snapshot: from.snapshot ?? null, refused: chosen?.refused ?? [], lastTransactionAt, steps: progress.done };
}

const fromText = ({ backup, snapshot }: RestoredFrom): string =>
  `backup ${backup}${snapshot === undefined ? "" : `, snapshot ${snapshot}`}`;

const passedOver = (refused: Refused[]): string => (refused.length === 0 ? "" : `; ${refused.map(({ label }) => label).join(", ")} not`);

/** @throws CommandError where a recovery was begun with a backup that cannot be read any more */
async function keptIn(source: Source, { backup }: RestoredFrom): Promise<Kept> {
  const kept = await configurationIn(source, backup);
  if (typeof kept === "object") return kept;
  throw new CommandError(`backup ${backup}, with which the recovery was begun: ${kept}`, exit.couldNotAsk);
}

/** @param wanted undefined where it was written before */
async function configure(stack: Stack, { resources }: Situation, wanted: NewConfig | undefined): Promise<string> {
  if (!wanted) return "done before";
  const aside = moveFileAside(stack.name, new Date());
  if (resources === undefined) await stack.create();
  for (const [key, value] of Object.entries(wanted.secret)) await stack.configureSecret(key, value);
  await stack.configure(wanted.plain);
  return `${Object.keys(wanted.plain).length + Object.keys(wanted.secret).length} keys${aside === undefined ? "" : `; the file from before is now ${aside}`}`;
}
