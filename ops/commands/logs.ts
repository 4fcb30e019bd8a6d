import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { InvalidArgumentError, Option, type Command } from "commander";
import { containerLogs, inspectContainers, type LogOptions } from "../docker";
import { presentEngine } from "../engine";
import { exit, type Done } from "../exit";
import { lastOf, mergeByTime, onlyErrors, type LogLine } from "../log-lines";
import { stackOption, wholeNumber } from "../options";
import { Stack } from "../stack";
import { requireDocker, requireService } from "../status-report";

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
  requireDocker(outputs);
  const units = Object.entries(outputs.services).flatMap(([name, entry]) => (service === undefined || name === service ? entry.units : []));
  const there = await inspectContainers(units);
  const missing = units.filter((unit) => !there.has(unit));
  for (const unit of missing) console.error(`${unit}: no such container`);

  const width = Math.max(...units.map((unit) => unit.length));
  const target: Writable = options.output === undefined ? process.stdout : createWriteStream(options.output, { mode: 0o600 });
  if (target !== process.stdout) await once(target, "open");
  const write = async (lines: AsyncIterable<LogLine>): Promise<void> => {
    for await (const { unit, text } of lines) if (!target.write(`${unit.padEnd(width)} | ${text}\n`)) await once(target, "drain");
  };
  const streams = [...there.keys()].map((unit) => selected(unit, options));
  await (options.follow ? Promise.all(streams.map(write)) : write(mergeByTime(streams)));
  if (target !== process.stdout) await new Promise<void>((resolve) => target.end(resolve));
  return missing.length > 0 ? exit.missing : exit.done;
}

/** With --errors, --tail counts errors; a log that is followed has no end to count from, so there it counts lines. */
function selected(unit: string, { follow, since, tail, errors }: LogsOptions): AsyncIterable<LogLine> {
  if (!errors) return containerLogs(unit, { follow, since, tail });
  if (follow) return onlyErrors(containerLogs(unit, { follow, since, tail }));
  const found = onlyErrors(containerLogs(unit, { since }));
  return tail === undefined ? found : lastOf(found, tail);
}
