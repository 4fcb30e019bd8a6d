import { parseArgs } from "node:util";
import { wantsColours } from "../../ops/table";
import { ensureToolchain } from "../../toolchain";
import type { TestStack } from "../support/test-stack";
import { applications } from "./applications";
import { archiving } from "./archiving";
import { backups } from "./backups";
import type { Benchmark, Context, Result } from "./benchmark";
import { checkedPreview } from "./checked-preview";
import { clusterStart } from "./cluster-start";
import { coldStart } from "./cold-start";
import { commands } from "./commands";
import { FilledStack } from "./filled-stack";
import { heartbeat } from "./heartbeat";
import { imageBuilds } from "./image-builds";
import { noChange } from "./no-change";
import { asJson, remarks, resultsTable } from "./report";
import { restores } from "./restores";
import { devStack } from "./stacks";
import { Interrupted, interruptible, Undo } from "./undo";
import { verifications } from "./verifications";

/** Those that share a deployed stack come last, so that it does not run beside the others. The last ones share one with data in it. */
const benchmarks: Benchmark[] = [
  ...[imageBuilds, coldStart, clusterStart, applications, noChange, checkedPreview, commands],
  ...[backups, archiving, heartbeat, verifications, restores],
];

/** Megabytes. */
const defaultSize = 1024;

const usage = `npm run bench -- [--only NAME]... [--runs N] [--size MEGABYTES] [--json]

${benchmarks.map(({ name, about }) => `  ${name.padEnd(15)} ${about}`).join("\n")}

  --only NAME     this one; may be given more than once
  --runs N        pairs of runs that count (each benchmark has its own default)
  --size N        megabytes of data, for those that make backups or write (default ${defaultSize})
  --json          results as JSON on standard output
`;

/** @returns 0 when everything was measured, 1 when something was not, 64 for wrong usage, 130 after Ctrl-C */
async function main(args: string[]): Promise<number> {
  const asked = options(args);
  if (typeof asked === "number") return asked;
  const start = Date.now();
  const progress = (line: string) => console.error(`${String(Math.round((Date.now() - start) / 1000)).padStart(5)} s  ${line}`);
  const goOn = interruptible(progress);
  const shared = new Undo(progress);
  const context = newContext(progress, goOn, asked, shared);
  const results: Result[] = [];
  let interrupted = false;
  const left: string[] = [];
  try {
    Object.assign(process.env, (await ensureToolchain(progress)).env);
    for (const benchmark of asked.only) results.push(...(await one(benchmark, context, left)));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    interrupted = true;
  } finally {
    left.push(...(await shared.all()));
    for (const line of left) console.error(`could not remove ${line}`);
  }
  if (interrupted && results.length === 0) return 130;
  console.log(asked.json ? asJson(results) : `${resultsTable(results, wantsColours(process.stdout, process.env))}\n\n${remarks(results)}`);
  if (interrupted) return 130;
  return left.length > 0 || results.some((result) => "reason" in result) ? 1 : 0;
}

/** A benchmark that fails is one that could not be measured; the others go on. */
async function one(benchmark: Benchmark, context: Context, left: string[]): Promise<Result[]> {
  context.goOn();
  context.progress(`${benchmark.name}: ${benchmark.about}`);
  const undo = new Undo((line) => context.progress(line));
  try {
    return await benchmark.run(context, undo);
  } catch (error) {
    // The command that Ctrl-C ended has failed as well.
    context.goOn();
    return [{ what: benchmark.name, reason: (error as Error).message.trim().split("\n").slice(-20).join("\n  ") }];
  } finally {
    left.push(...(await undo.all()));
  }
}

function newContext(progress: Context["progress"], goOn: () => void, { runs, size }: Options, shared: Undo): Context {
  let stack: Promise<TestStack> | undefined;
  let filled: Promise<FilledStack> | undefined;
  const deploy = async () => {
    progress("deploy the dev stack");
    const made = await devStack(shared);
    await made.must("up", "--yes", "--skip-preview");
    return made;
  };
  return {
    progress,
    goOn,
    runs: (standard) => runs ?? standard,
    deployed: () => (stack ??= deploy()),
    filled: () => (filled ??= FilledStack.make(size, progress, shared)),
  };
}

interface Options {
  only: Benchmark[];
  runs: number | undefined;
  /** Megabytes. */
  size: number;
  json: boolean;
}

function options(args: string[]): Options | number {
  const complain = (problem: string) => {
    console.error(`${problem}\n\n${usage}`);
    return 64;
  };
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: "string", multiple: true },
        runs: { type: "string" },
        size: { type: "string", default: String(defaultSize) },
        json: { type: "boolean", default: false },
        help: { type: "boolean" },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const names = benchmarks.map(({ name }) => name);
    const unknown = values.only?.find((name) => !names.includes(name));
    if (unknown !== undefined) return complain(`--only: got ${JSON.stringify(unknown)}, allowed are ${names.join(", ")}`);
    if (values.runs !== undefined && !/^[1-9]\d?$/.test(values.runs)) {
      return complain(`--runs: got ${JSON.stringify(values.runs)}, allowed is a whole number from 1 to 99`);
    }
    if (!/^[1-9]\d{1,5}$/.test(values.size)) {
      return complain(`--size: got ${JSON.stringify(values.size)}, allowed is a whole number of megabytes from 10 to 999999`);
    }
    return {
      only: benchmarks.filter(({ name }) => values.only?.includes(name) ?? true),
      runs: values.runs === undefined ? undefined : Number(values.runs),
      size: Number(values.size),
      json: values.json,
    };
  } catch (error) {
    return complain((error as Error).message);
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
