import { InvalidArgumentError, type Command } from "commander";
import { z } from "zod";
import { figuresOf, isWithin } from "../bench/figures";
import { targetsOf } from "../bench/target";
import { benchText, type Measured } from "../bench/view";
import { presentEngine } from "../engine";
import { exit, type Done } from "../exit";
import { stackOption, wholeNumber } from "../options";
import { Stack } from "../stack";
import { stackConfig } from "../stack-file";
import { wantsColours } from "../table";

interface HttpOptions {
  stack: string;
  seconds: number;
  concurrency: number;
  path: string[];
  maxMs?: number;
  json?: true;
}

/** More is the work of a tool for load tests, on a machine of its own. */
const most = { seconds: 60, concurrency: 256 };

export function benchCommand(program: Command, done: Done): void {
  program
    .command("bench")
    .description("how fast the stack is")
    .command("http")
    .description("ask the stack's own endpoints as fast as they answer: throughput, latency, errors")
    .addOption(stackOption())
    .option("--seconds <n>", "how long each is asked, at most 60", upTo(most.seconds), 5)
    .option("--concurrency <n>", "connections that are kept open and ask at once, at most 256", upTo(most.concurrency), 1)
    .option("--path <path...>", "of the gateway, in place of everybody's health", [])
    .option("--max-ms <n>", "exit 1 when 1 of 100 requests takes longer, or fails", wholeNumber)
    .option("-j, --json", "as JSON")
    .action(async (options: HttpOptions) => done(await benchHttp(options)));
}

function upTo(limit: number): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text);
    if (number <= limit) return number;
    throw new InvalidArgumentError(`Allowed is a whole number from 1 to ${limit}.`);
  };
}

async function benchHttp({ stack: name, seconds, concurrency, path, maxMs, json }: HttpOptions): Promise<number> {
  const stack = new Stack(name, await presentEngine());
  const { endpoints } = await stack.outputs();
  const { authority } = await stack.certificates();
  // Not needed by any other command, and not free to load.
  const { measure } = await import("../bench/measure");
  const all: Measured[] = [];
  for (const target of targetsOf({ endpoints, healthPaths: healthPaths(name), paths: path })) {
    console.error(`${target.url}: ${seconds} s, ${concurrency} at a time`);
    const observed = await measure({ url: target.url, duration: seconds * 1000, concurrency, authority });
    all.push({ ...target, figures: figuresOf(observed) });
  }
  console.log(json ? JSON.stringify(all, undefined, 2) : benchText(all, wantsColours(process.stdout, process.env)));
  return all.every(({ figures }) => isWithin(figures, maxMs)) ? exit.done : exit.failed;
}

const applications = z.record(z.string(), z.object({ health: z.string().default("/health") }));

/** As the stack's file has them, which tells an application's path better than a guess. */
function healthPaths(stack: string): Record<string, string> {
  const text = stackConfig(stack)["ballast:applications"] ?? "{}";
  return Object.fromEntries(Object.entries(applications.parse(JSON.parse(text))).map(([name, { health }]) => [name, health]));
}
