import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { crontab } from "../../../components/platform/docker/rules/schedule";
import { CommandError, exit } from "../../exit";
import { linesOf } from "../../lines";
import { couldNotAsk, docker, inspectContainers } from "./ask";
import { containerName } from "./container";

export async function execIn(unit: string, command: string[]): Promise<string> {
  await requireRunning(unit);
  const { exitCode, stdout, stderr } = await docker("exec", unit, ...command);
  if (exitCode === 0) return stdout;
  throw new CommandError(`${unit}: ${command[0]} ended with exit code ${exitCode}: ${stderr.trim()}`, exit.couldNotAsk);
}

/** The command of its crontab's one line, after five fields, run as supercronic does. */
const scheduled = ["sh", "-c", `exec 2>&1; exec /bin/sh -c "$(cut -d' ' -f6- ${crontab})"`];

/**
 * In a process group of its own: Ctrl-C does not reach it, and what it has started in the container goes on without it.
 * supercronic does not know of this run, and may start another one beside it: the job itself has to refuse that.
 */
export async function runNow(unit: string, write: (line: string) => void, command = scheduled): Promise<number> {
  await requireRunning(unit);
  // Docker's own complaints are lines too: with a standard error of this program it would hold open what that is piped to.
  const child = spawn("sh", ["-c", 'exec docker exec "$@" 2>&1', "sh", unit, ...command], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
    env: process.env,
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  for await (const line of linesOf(child.stdout)) write(line);
  const [exitCode] = await closed;
  if (exitCode === null) throw couldNotAsk([`docker exec in ${unit} was ended: whether the job goes on is not known`]);
  return exitCode;
}

const running = z.object({ Name: containerName, State: z.object({ Status: z.string() }) });

async function requireRunning(unit: string): Promise<void> {
  const status = (await inspectContainers([unit], running)).get(unit)?.State.Status ?? "missing";
  if (status === "running") return;
  throw new CommandError(`container ${unit}: got ${status}, must be running\nFix: ./ballast status says why it is not`, exit.couldNotAsk);
}
