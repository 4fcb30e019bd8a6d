import { setTimeout as sleep } from "node:timers/promises";
import { volumeOf } from "../../components/store/generations";
import { store } from "../backup/unit";
import { differencesIn } from "../drift";
import { runtimeOf } from "../runtime";
import { readStatus } from "../status-report";
import { statusText } from "../status-view";
import type { Situation } from "./situation";
import { withGeneration } from "./stack-text";

export interface Change {
  /** Of the stack's file, afterwards. */
  text: string;
  generation: { now: number; next: number };
  /** It makes the generation, and does not only go to one that there is. */
  makes: boolean;
}

export type Ending =
  | { outcome: "done" }
  /** All is as it was. */
  | { outcome: "rolled back"; reason: string }
  /** Ctrl-C: `goOn` says what is left, and how to go on. */
  | { outcome: "interrupted"; reason: string; goOn: string }
  | { outcome: "not rolled back"; reason: string; goOn: string };

/** Milliseconds until everything has to be healthy after an update that succeeded. */
const patience = 120_000;

/** DR3: declares a generation and makes it so. When that fails, all is made as it was. */
export async function change(situation: Situation, wanted: Change): Promise<Ending> {
  let interrupted = false;
  const note = (): void => void (interrupted = true);
  process.on("SIGINT", note).on("SIGTERM", note);
  try {
    situation.file.write(wanted.text);
    const reason = await applied(situation, wanted.generation.next);
    if (reason === null) return { outcome: "done" };
    return interrupted ? await halted(situation, wanted, reason) : await returned(situation, wanted, reason);
  } finally {
    process.off("SIGINT", note).off("SIGTERM", note);
  }
}

/** @returns why the stack does not run on the generation as it should; null when it does */
async function applied({ stack, server }: Situation, generation: number): Promise<string | null> {
  try {
    const exitCode = await stack.update();
    if (exitCode !== 0) return `pulumi up ended with exit code ${exitCode}`;
    const running = await server.generation();
    if (running !== generation) return `the server runs on generation ${running}, expected ${generation}`;
    const outputs = await stack.outputs();
    const runtime = runtimeOf(outputs);
    for (const end = Date.now() + patience; ; await sleep(1000)) {
      const report = await readStatus(runtime, outputs);
      if (report.health === "healthy") break;
      if (Date.now() > end) return `the stack is ${report.health}\n${statusText(report, false)}`;
    }
    const differences = differencesIn("program", await stack.wouldChange(["preview"]));
    return differences.length === 0
      ? null
      : `a preview is not empty: ${differences.map(({ op, resource }) => `${op} ${resource}`).join(", ")}`;
  } catch (error) {
    return (error as Error).message;
  }
}

async function returned(situation: Situation, wanted: Change, reason: string): Promise<Ending> {
  const { stack } = situation;
  console.error(`\n${reason}\nGoing back to generation ${wanted.generation.now}`);
  const goOn = `./ballast up --stack ${stack.name} makes it as ${situation.file.name} declares it; ./ballast status says how it is`;
  try {
    await declareBack(situation, wanted, await untouched(situation, wanted));
    const problem = await applied(situation, wanted.generation.now);
    return problem === null
      ? { outcome: "rolled back", reason }
      : { outcome: "not rolled back", reason: `${reason}\nthen: ${problem}`, goOn };
  } catch (error) {
    return { outcome: "not rolled back", reason: `${reason}\nthen: ${(error as Error).message}`, goOn };
  }
}

/** Begins nothing that takes long: whoever interrupts wants to have it back. */
async function halted(situation: Situation, wanted: Change, reason: string): Promise<Ending> {
  const { stack, file } = situation;
  const { now, next } = wanted.generation;
  const up = `./ballast up --stack ${stack.name}`;
  const [isUntouched, problem] = [await untouched(situation, wanted), `interrupted: ${reason}`];
  if (!isUntouched) {
    const goOn = `${file.name} declares generation ${next}, and the server may run on it: ${up} completes it, ./ballast rollback --stack ${stack.name} goes back to ${now}`;
    return { outcome: "interrupted", reason: problem, goOn };
  }
  const goOn = `the server still runs on generation ${now}, and ${file.name} is as it was; ${up} removes what was begun, the same command begins anew`;
  try {
    await declareBack(situation, wanted, true);
    return { outcome: "interrupted", reason: problem, goOn };
  } catch (error) {
    return { outcome: "interrupted", reason: `${problem}\nthen: ${(error as Error).message}`, goOn };
  }
}

/** @returns whether the server runs as before; what cannot be asked may have been changed */
const untouched = ({ server }: Situation, { generation }: Change): Promise<boolean> =>
  server.generation().then(
    (running) => running === generation.now,
    () => false,
  );

/**
 * A volume that no server ran on holds nothing that is not in the repository: it is given up with the text. One that a server may have
 * written to stays declared, so that it stays.
 */
async function declareBack(
  { stack, file, text }: Situation,
  { makes, generation, text: after }: Change,
  isUntouched: boolean,
): Promise<void> {
  file.write(makes && !isUntouched ? withGeneration(after, file.key, generation.now) : text);
  if (makes && isUntouched) await stack.unprotect(volumeOf(store, generation.next));
}
