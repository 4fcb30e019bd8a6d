import { execFile } from "node:child_process";

interface ContainerState {
  Status: string;
  ExitCode: number;
  OOMKilled: boolean;
  Health?: { Status: string; Log?: { Output: string }[] };
}

const crashLoop = 5;

/**
 * @param timeout seconds
 * @throws Error naming the state, the last health output and the last log lines
 */
export async function untilHealthy(name: string, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout * 1000;
  for (;;) {
    const { state, restarts } = await inspect(name);
    if (state.Status === "running" && state.Health?.Status === "healthy") return;
    const late = Date.now() > deadline;
    if (late || restarts >= crashLoop) {
      const why = late ? `is not healthy after ${timeout} s` : `was restarted ${restarts} times without becoming healthy`;
      const output = state.Health?.Log?.at(-1)?.Output.trim();
      throw new Error(`${name} ${why}: ${describe(state)}${output ? `; its health check says: ${output}` : ""}\n${await lastLines(name)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * Starts the container and waits for its end.
 * @param timeout seconds
 * @throws Error with the last log lines when it ends with anything but 0, or does not end in time
 */
export async function runToEnd(name: string, timeout: number): Promise<void> {
  await docker(["start", name]);
  const deadline = Date.now() + timeout * 1000;
  for (;;) {
    const { state } = await inspect(name);
    if (state.Status === "exited" && state.ExitCode === 0) return;
    const late = Date.now() > deadline;
    if (late) await docker(["stop", "--time", "5", name]);
    if (late || state.Status === "exited" || state.Status === "dead") {
      const why = late ? `did not end within ${timeout} s` : `failed: ${describe(state)}`;
      throw new Error(`job ${name} ${why}\n${await lastLines(name)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function inspect(name: string): Promise<{ state: ContainerState; restarts: number }> {
  const [found] = JSON.parse(await docker(["container", "inspect", name])) as [{ State: ContainerState; RestartCount: number }];
  return { state: found.State, restarts: found.RestartCount };
}

function describe(state: ContainerState): string {
  const health = state.Health ? `, health ${state.Health.Status}` : "";
  return `${state.Status}${health}, exit code ${state.ExitCode}${state.OOMKilled ? ", killed for want of memory" : ""}`;
}

async function lastLines(name: string): Promise<string> {
  const lines = (await docker(["logs", "--tail", "20", name])).trim();
  return lines ? `last log lines:\n${lines}` : "it logged nothing";
}

/** @returns standard output and, after it, standard error */
function docker(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("docker", args, { maxBuffer: 16 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`docker ${args.join(" ")}: ${stderr.trim() || error.message}`));
      else resolve(stdout + stderr);
    });
  });
}
