import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { canHostCluster, duringCluster } from "../../toolchain/cluster";
import { readyToolchain } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { addResults, countsText, jestResults, noTests, type TestCounts } from "../jest-results";
import { projectRoot } from "../project";
import { foreground } from "../run";

const load = createRequire(__filename);

const progress = (line: string): void => console.error(line);

/** The only suite that needs no toolchain. */
const unit = "unit";
/** Runs after the others, one file after the other, while the local cluster is up: that takes memory and time from every other. */
const cluster = "cluster";

interface Run {
  suites: string[];
  /** Of jest. */
  workers: string;
  /** What has to be there meanwhile. */
  during: typeof duringCluster;
}

/** With one alone, jest would run everything in its own process, whose memory nobody gives back; and a stack is mostly waited for. */
const sideBySide = `--maxWorkers=${Math.max(2, availableParallelism())}`;

const alone: Run["during"] = (_, body) => body();

/** @param argv the command line: commander drops the `--` from it, and with it the border between suites and what is jest's */
export function testCommand(program: Command, argv: string[], done: Done): void {
  const border = argv.indexOf("--");
  const forJest = border < 0 ? [] : argv.slice(border + 1);
  const names = suiteNames();
  program
    .command("test")
    .description("run the tests, and count them")
    .argument("[suites...]", `${names.join(", ")} (default: all); what follows -- is for jest`)
    .action(async (words: string[]) => {
      const suites = words.slice(0, words.length - forJest.length);
      for (const suite of suites) {
        if (!names.includes(suite))
          throw new CommandError(`suite: got ${JSON.stringify(suite)}, allowed is any of ${names.join(", ")}`, exit.usage);
      }
      done(await runTests(suites.length > 0 ? suites : possible(names), forJest));
    });
}

/** As jest.config.cjs has them. */
function suiteNames(): string[] {
  const config = z.object({ projects: z.array(z.object({ displayName: z.string() })) });
  return config.parse(load(join(projectRoot, "jest.config.cjs"))).projects.map(({ displayName }) => displayName);
}

/** Without being asked for, tests of the cluster run only where there can be one. */
function possible(names: string[]): string[] {
  if (canHostCluster()) return names;
  console.error(`${cluster}: not run, the local cluster needs root on Linux`);
  return names.filter((name) => name !== cluster);
}

async function runTests(suites: string[], forJest: string[]): Promise<number> {
  const others = suites.filter((suite) => suite !== unit && suite !== cluster);
  const env = suites.some((suite) => suite !== unit) ? (await readyToolchain()).env : process.env;
  const runs: Run[] = [
    ...(suites.includes(unit) ? [{ suites: [unit], workers: sideBySide, during: alone }] : []),
    ...(others.length > 0 ? [{ suites: others, workers: sideBySide, during: alone }] : []),
    ...(suites.includes(cluster) ? [{ suites: [cluster], workers: "--runInBand", during: duringCluster }] : []),
  ];
  const folder = mkdtempSync(join(tmpdir(), "ballast-test-"));
  try {
    let counts = noTests;
    let failed = false;
    for (const [index, { suites: names, workers, during }] of runs.entries()) {
      const file = join(folder, `${index}.json`);
      const args = ["--selectProjects", ...names, workers, "--passWithNoTests", "--json", `--outputFile=${file}`];
      const jest = [load.resolve("jest/bin/jest"), ...args, ...forJest];
      const exitCode = await during(progress, () => foreground(process.execPath, jest, { cwd: projectRoot, env }));
      if (exitCode > 128) return exitCode;
      failed ||= exitCode !== 0;
      counts = withFile(counts, file);
    }
    console.log(`\n${countsText(counts)}`);
    return failed || counts.failed > 0 || counts.passed === 0 ? exit.failed : exit.done;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws CommandError when jest left no result */
function withFile(counts: TestCounts, file: string): TestCounts {
  try {
    return addResults(counts, jestResults.parse(JSON.parse(readFileSync(file, "utf8"))));
  } catch (error) {
    throw new CommandError(`jest left no readable result: ${(error as Error).message}`);
  }
}
