import { setTimeout as sleep } from "node:timers/promises";
import { interruptible } from "../../toolchain/processes";
import { deployedBackups } from "../backup/deployed";
import { differencesIn } from "../drift";
import { readyToolchain } from "../engine";
import { CommandError, exit } from "../exit";
import { drillImage } from "../keys/drill-image";
import { runtimeOf } from "../runtime";
import { Stack } from "../stack";
import { fullStatus } from "../status-report";
import { statusText } from "../status-view";
import { choose, configurationIn, usable, type Refused, type Usable } from "./choice";
import { newConfig, readPostgres, requireRecoverable, type NewConfig } from "./kept";
import { placeRepository } from "./repository-volume";
import { restoredBy } from "./restored";
import { moveFileAside, recoveredKey, requireSame, situationOf, type Situation } from "./situation";
import { labelsOf, type Source } from "./source";
import { Progress, type Done } from "./steps";

export interface RecoverArgs {
  /** Of the new stack. */
  stack: string;
  prefix: string;
  source: Omit<Source, "image">;
  /** Only this backup. @default the newest that passes */
  backup?: string;
  /** Where evidence goes; made by the caller. */
  output: string;
  /** As far as it could be told before. */
  situation: Situation | undefined;
  write: (line: string) => void;
}

export interface Recovered {
  backup: string;
  refused: Refused[];
  lastTransactionAt: string | null;
  steps: Done[];
}

/** Healthy services that are still starting get so long, in milliseconds. */
const patience = 120_000;

/**
 * Makes a stack anew from a repository and its key. It begins where an interrupted run ended, by what that one left.
 * @throws CommandError when a step fails: what was done stays for the next run, and the repository that was given is only read
 */
export async function recover({ stack: name, prefix, write, ...args }: RecoverArgs): Promise<Recovered> {
  const progress = new Progress(write);
  const before = args.situation?.begun;
  if (before !== undefined) requireSame(before, args.backup);
  const image = await drillImage(write);
  const source: Source = { ...args.source, image };
  const chosen = await progress.step(
    "verify backup",
    () => (before === undefined ? interruptible(() => chosenFrom(source, args.backup, args.output, write)) : Promise.resolve(undefined)),
    (found) =>
      found ? `${found.label} passes${found.refused.map(({ label }) => `; ${label} does not`).join("")}` : `done before: ${before}`,
  );

  const { stack, situation } = await progress.step(
    "ensure the runtime is up",
    async () => {
      const stack = new Stack(name, await readyToolchain());
      const situation = await situationOf(stack);
      const isDeployed = situation.resources?.some((urn) => urn.endsWith(`::${source.store}-repository`)) ?? false;
      return {
        stack,
        situation,
        what: isDeployed ? "the stack has the repository" : await interruptible(() => placeRepository(source, prefix)),
      };
    },
    ({ what }) => `Docker and Pulumi; ${what}`,
  );

  const label = situation.begun ?? chosen?.label;
  if (label === undefined) throw new CommandError(`stack ${name}: it changed while this ran; nothing was recovered`, exit.couldNotAsk);
  const wanted = situation.begun === undefined && chosen ? newConfig(chosen.found.kept, label) : undefined;
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

  const began = Date.now();
  write("[5/7] start services, and within it [6/7] restore databases");
  await update(stack);
  const seconds = (Date.now() - began) / 1000;
  const restored = await restoredBy(image, await stack.recoverable(), label);
  progress.add({ step: "start services", seconds: Math.max(0, seconds - restored.seconds), what: "the services are up" });
  progress.add({
    step: "restore databases",
    seconds: restored.seconds,
    what: `Postgres from ${label} to the end of the archive; Redis not`,
  });

  await progress.step(
    "verify",
    () => verified(stack, source, label, write),
    (what) => what,
  );
  const { refused = [], found } = chosen ?? {};
  return { backup: label, refused, lastTransactionAt: found?.lastTransactionAt ?? null, steps: progress.done };
}

async function chosenFrom(source: Source, asked: string | undefined, output: string, write: (line: string) => void) {
  const labels = await labelsOf(source);
  if (asked !== undefined && !labels.includes(asked)) {
    throw new CommandError(`--backup: got ${asked}, allowed is one of ${labels.join(", ")}`, exit.usage);
  }
  const look = async (label: string): Promise<Usable | string> => {
    const found = await usable(source, label, output, write);
    if (typeof found === "string") write(`backup ${label} cannot be recovered from: ${found}`);
    return found;
  };
  const chosen = await choose(asked === undefined ? labels : [asked], look);
  requireRecoverable(chosen.found.kept);
  return chosen;
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

async function update(stack: Stack): Promise<void> {
  const code = await stack.update();
  if (code === 0) return;
  throw new CommandError(
    `pulumi up failed with exit code ${code}: the stack is not recovered yet. The repository that was given was only read\n` +
      `Fix: mend what it names, in Pulumi.${stack.name}.yaml where this machine differs, and run the same command again: it goes on from here`,
    code > 128 ? code : exit.failed,
  );
}

/** @returns what was seen @throws CommandError when anything of it is not as it should be */
async function verified(stack: Stack, source: Source, label: string, write: (line: string) => void): Promise<string> {
  const outputs = await stack.outputs();
  const until = Date.now() + patience;
  let report = await fullStatus(runtimeOf(outputs), outputs);
  while (report.health === "starting" && Date.now() < until) {
    await sleep(2000);
    report = await fullStatus(runtimeOf(outputs), outputs);
  }
  if (report.health !== "healthy") throw new CommandError(`not every service is healthy\n${statusText(report, false)}`);
  const kept = await configurationIn(source, label);
  const verifies = typeof kept === "object" && readPostgres(kept.config).backup?.verification?.onUp === true;
  if (verifies) await verifyOnUp(stack, write);
  await stack.unconfigure(recoveredKey);
  const changes = differencesIn("program", await stack.wouldChange(["preview"]));
  if (changes.length > 0) {
    throw new CommandError(
      `a preview is not empty: ${changes.map(({ op, resource }) => `${op} ${resource}`).join(", ")}\nFix: ./ballast preview --stack ${stack.name}`,
    );
  }
  return `${report.services.length} services healthy, restore record genuine${verifies ? ", a new backup verified" : ""}, preview empty`;
}

/** As the stack had it before: its `up` verifies. The archive of a stack that was lost is too old for that until there is a new backup. */
async function verifyOnUp(stack: Stack, write: (line: string) => void): Promise<void> {
  const { jobs, runNow } = await deployedBackups(stack.name);
  const code = jobs.full ? await runNow(jobs.full.service, write) : 1;
  if (code !== 0) throw new CommandError(`the first backup after the recovery failed with exit code ${code}`);
  await stack.configurePath("ballast:postgres.backup.verification.onUp", "true");
  await update(stack);
}
