import { spawn } from "node:child_process";
import { once } from "node:events";
import { linesOf } from "../../lines";
import { parseLogLine, type LogLine } from "../../log-lines";
import type { LogOptions } from "../runtime";
import { couldNotAsk } from "./ask";

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
