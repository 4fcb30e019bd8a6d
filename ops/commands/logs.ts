import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { InvalidArgumentError, Option, type Command } from "commander";
import { presentEngine } from "../engine";
import { exit, type Done } from "../exit";
import { lastOf, mergeByTime, onlyErrors, type LogLine } from "../log-lines";
import { stackOption, wholeNumber } from "../options";
import { runtimeOf } from "../runtime";
import type { LogOptions, LogSource } from "../runtime/runtime";
import { Stack } from "../stack";
import { requireService, unitsOf } from "../status-report";

interface LogsOptions extends LogOptions {
  stack: string;
  errors?: true;
  output?: string;
}

export function logsCommand(program: Command, done: Done): void {
  program
    .command("logs")
    .description("what the services wrote, in the order of time")
    .argument("[service]", "only this one")
    .addOption(stackOption())
    .option("-f, --follow", "go on as they write, until Ctrl-C")
    .addOption(new Option("-n, --tail <lines>", "the last lines of every container").argParser(wholeNumber))
    .addOption(new Option("--since <time>", "newer than 10m, or than 2026-01-31T12:00:00Z").argParser(checkedTime))
    .option("--errors", "only lines that report an error")
    .option("-o, --output <file>", "into a file; a new one can be read by you alone")
    .action(async (service: string | undefined, options: LogsOptions) => done(await logs(service, options)));
}

function checkedTime(text: string): string {
  if (/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$|^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)) return text;
  throw new InvalidArgumentError("Allowed is a duration such as 90s, 10m or 2h30m, or a time such as 2026-01-31T12:00:00Z.");
}

async function logs(service: string | undefined, options: LogsOptions): Promise<number> {
  const outputs = await new Stack(options.stack, await presentEngine()).outputs();
  requireService(outputs, service);
  const runtime = runtimeOf(outputs);
  const units = unitsOf(outputs, service);
  const missing = [...(await runtime.health(units)).values()].filter(({ health }) => health === "missing");
  for (const { unit, reason } of missing) console.error(`${unit}: ${reason}`);

  const target: Writable = options.output === undefined ? process.stdout : createWriteStream(options.output, { mode: 0o600 });
  if (target !== process.stdout) await once(target, "open");
  const sources = runtime.logSources(units, options.follow === true);
  const complete = await (options.follow ? writeAsTheyCome(sources, options, target) : writeInOrder(sources, options, target));
  if (target !== process.stdout) await new Promise<void>((resolve) => target.end(resolve));
  if (!complete) return exit.couldNotAsk;
  return missing.length > 0 ? exit.missing : exit.done;
}

async function writeInOrder(sources: AsyncIterable<LogSource>, options: LogsOptions, target: Writable): Promise<true> {
  const all: LogSource[] = [];
  for await (const source of sources) all.push(source);
  const width = Math.max(...all.map(({ name }) => name.length));
  await write(mergeByTime(all.map((source) => selected(source, options))), target, () => width);
  return true;
}

/** One that fails does not end the others. @returns whether all could be read to their end */
async function writeAsTheyCome(sources: AsyncIterable<LogSource>, options: LogsOptions, target: Writable): Promise<boolean> {
  let width = 0;
  let complete = true;
  const failed = ({ name }: LogSource, error: unknown): void => {
    complete = false;
    console.error(`${name}: ${(error as Error).message}`);
  };
  const following: Promise<void>[] = [];
  for await (const source of sources) {
    width = Math.max(width, source.name.length);
    following.push(write(selected(source, options), target, () => width).catch((error: unknown) => failed(source, error)));
  }
  await Promise.all(following);
  return complete;
}

/** @param width of the names, by now */
async function write(lines: AsyncIterable<LogLine>, target: Writable, width: () => number): Promise<void> {
  for await (const { unit, text } of lines) if (!target.write(`${unit.padEnd(width())} | ${text}\n`)) await once(target, "drain");
}

/** With --errors, --tail counts errors; a log that is followed has no end to count from, so there it counts lines. */
function selected({ read }: LogSource, { follow, since, tail, errors }: LogsOptions): AsyncIterable<LogLine> {
  if (!errors) return read({ follow, since, tail });
  if (follow) return onlyErrors(read({ follow, since, tail }));
  const found = onlyErrors(read({ since }));
  return tail === undefined ? found : lastOf(found, tail);
}
