import { backupsOf, type DeployedBackups } from "../backup/deployed";
import { store } from "../backup/unit";
import { verificationsOf } from "../backup/verifications";
import { readEvidence, type Found } from "../backup/evidence";
import { recoveryWindow } from "../backup/window";
import { CommandError, exit } from "../exit";
import type { Recoverable } from "../stack";
import { choose, type Choice, type Known } from "./choice";
import { estimateOf, nextGeneration, targetOf, type RestorePlan } from "./plan";
import type { RunningServer, Since } from "./server";
import type { Situation } from "./situation";
import type { Wanted } from "./wanted";

/**
 * @param serverLost the one who asks gives up what the server has not archived
 * @throws CommandError when it cannot be done, or when what is declared is not what runs
 */
export async function planRestore(
  wanted: Wanted,
  situation: Situation,
  serverLost: boolean,
): Promise<{ plan: RestorePlan; backups: DeployedBackups }> {
  const { stack, outputs, declared } = situation;
  const server = await present(situation, serverLost);
  await requireFinished(situation, server);
  const backups = backupsOf(stack.name, outputs, serverLost);
  const known = await knownOf(backups, server, await evidenceOf(outputs));
  const choice = choose(wanted, known);
  const plan = {
    ...choice,
    stack: stack.name,
    generation: { now: declared.generation, next: nextGeneration(declared) },
    place: placeOf(outputs, choice.backup.repository),
    target: targetOf(wanted),
    estimate: estimateOf(choice.backup, known.evidence),
    lost: server ? await lossOf(wanted, choice, server) : { at: endOf(wanted, choice, known), transactions: null, walBytes: null },
    serverLost,
  };
  return { plan, backups };
}

/** @returns undefined for one that is lost @throws CommandError where it is not as it was said to be */
async function present({ stack, server }: Situation, lost: boolean): Promise<RunningServer | undefined> {
  const answers = await server.answers();
  if (answers && lost) {
    throw new CommandError(
      "--server-lost: the server answers, and nothing that it has must be given up: nothing was changed\nFix: leave the flag out",
      exit.usage,
    );
  }
  if (answers || lost) return answers ? server : undefined;
  throw new CommandError(
    `postgres does not answer, so what it has not archived cannot be saved first: nothing was changed\n` +
      `Fix: ./ballast status --stack ${stack.name} says why; where it is lost, the same command with --server-lost`,
    exit.couldNotAsk,
  );
}

/** @throws CommandError where a change of the generation has begun and not ended */
async function requireFinished({ stack, file, declared, deployed }: Situation, server: RunningServer | undefined): Promise<void> {
  const running = server ? await server.generation() : deployed;
  if (declared.generation === deployed && deployed === running) return;
  throw new CommandError(
    `${file.name} declares generation ${declared.generation}, generation ${deployed} is deployed and ${running} runs: a change was not finished; nothing was changed now\n` +
      `Fix: ./ballast up --stack ${stack.name} goes on with it, ./ballast rollback --stack ${stack.name} goes back`,
  );
}

/** What is written now is within the window as well, while it is archived: the safety point waits for it. */
async function knownOf(
  { read, newestWalAt, timelines }: DeployedBackups,
  server: RunningServer | undefined,
  evidence: Found[],
): Promise<Known> {
  const { backups, repositories } = await read();
  const trusted = repositories.filter(({ problem }) => problem === null);
  const now = (await server?.archives()) ? new Date().toISOString() : null;
  return {
    backups,
    windows: await Promise.all(trusted.map(async (one) => recoveryWindow(one.key, backups, now ?? (await newestWalAt(one))))),
    timelines: new Map(await Promise.all(trusted.map(async (one) => [one.key, await timelines(one)] as const))),
    evidence,
  };
}

/** A restore does not depend on it: where it cannot be read, nothing is verified. */
async function evidenceOf(outputs: Recoverable): Promise<Found[]> {
  const verification = verificationsOf(outputs).find(({ of }) => of === "backups");
  if (!verification) return [];
  try {
    return await readEvidence(verification, all);
  } catch (error) {
    console.error((error as Error).message);
    return [];
  }
}

/** As many runs as are kept. */
const all = 366;

function lossOf(wanted: Wanted, { backup }: Choice, server: RunningServer): Promise<Since | null> {
  if (wanted.kind === "latest") return Promise.resolve(null);
  return wanted.kind === "time" ? server.since(new Date(wanted.at).toISOString()) : server.since(backup.stoppedAt, backup.lsn.to);
}

/** @returns from when on nothing is there, ISO 8601 */
function endOf(wanted: Wanted, { backup }: Choice, { windows }: Known): string {
  if (wanted.kind === "time") return new Date(wanted.at).toISOString();
  const newest = windows.find(({ repository }) => repository === backup.repository)?.to;
  return (wanted.kind === "latest" ? newest : null) ?? backup.stoppedAt;
}

/** As in `volume postgres-repository` and `bucket backups at s3.example.test`. */
function placeOf({ recovery }: Recoverable, number: number): string {
  const found = recovery[store]?.archive?.repositories.find((one) => one.number === number);
  return found?.bucket === undefined ? `volume ${found?.volume ?? "that is not known"}` : `bucket ${found.bucket} at ${found.endpoint}`;
}
