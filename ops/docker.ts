import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { z } from "zod";
import { containerInspect, type Container } from "./container";
import { CommandError, exit } from "./exit";
import { parseLogLine, type LogLine } from "./log-lines";
import { capture } from "./run";

/** Milliseconds a question to Docker may take before the answer is "could not ask". */
const timeout = 15_000;

/**
 * All containers in one call, by name; those that do not exist are left out.
 * @throws CommandError when Docker could not be asked: never the same as "missing"
 */
export async function inspectContainers(names: string[]): Promise<Map<string, Container>> {
  if (names.length === 0) return new Map();
  const { exitCode, stdout, stderr } = await capture("docker", ["inspect", "--type", "container", ...names], { timeout, env: process.env });
  const complaints = stderr.split("\n").filter((line) => line.trim() !== "" && !/no such (container|object)/i.test(line));
  if (exitCode !== 0 && (complaints.length > 0 || stderr.trim() === "")) throw couldNotAsk(complaints);
  const containers = z.array(containerInspect).parse(JSON.parse(stdout));
  return new Map(containers.map((container) => [container.Name, container]));
}

export interface LogOptions {
  follow?: boolean | undefined;
  /** Lines from the end. */
  tail?: number | undefined;
  /** As Docker takes it: `10m`, or a time. */
  since?: string | undefined;
}

/** What a container wrote to both its streams, in the order it wrote it. */
export async function* containerLogs(unit: string, { follow, tail, since }: LogOptions): AsyncGenerator<LogLine> {
  const flags = ["--timestamps", ...(follow ? ["--follow"] : []), ...(tail === undefined ? [] : ["--tail", String(tail)])];
  const args = [...flags, ...(since === undefined ? [] : ["--since", since]), unit];
  // The shell joins the two streams: read as two pipes they would lose their order.
  const child = spawn("sh", ["-c", 'exec docker logs "$@" 2>&1', "sh", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: process.env,
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  const complaints: string[] = [];
  try {
    for await (const text of linesOf(child.stdout)) {
      const line = parseLogLine(unit, text);
      if (line) yield line;
      else complaints.push(text);
    }
    const [exitCode] = await closed;
    if (exitCode !== 0) throw couldNotAsk(complaints);
  } finally {
    child.kill();
  }
}

/** Splits at line feeds alone; `readline` would split at a carriage return too, in the middle of a message. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8") as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}

/** Removes volumes; those that do not exist are no error. */
export async function removeVolumes(names: string[]): Promise<void> {
  if (names.length === 0) return;
  const { exitCode, stderr } = await capture("docker", ["volume", "rm", "--force", ...names], { timeout, env: process.env });
  if (exitCode !== 0) throw new CommandError(`Docker did not remove every volume: ${stderr.trim()}`);
}

const couldNotAsk = (complaints: string[]): CommandError =>
  new CommandError(
    `could not ask Docker: ${[...new Set(complaints)].join(" ") || "it said nothing"}\nFix: \`./ballast doctor\` checks the Docker engine`,
    exit.couldNotAsk,
  );
