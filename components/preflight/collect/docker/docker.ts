import { execFile } from "node:child_process";

/** Runs `docker` with these arguments. Everything about the engine is asked this way, so that contexts, TLS and ssh work as they do for the user. */
export type Docker = (...args: string[]) => Promise<DockerAnswer>;

export interface DockerAnswer {
  /** Absent when it could not be started. */
  code?: number;
  stdout: string;
  stderr: string;
}

/** @param limit milliseconds; it is killed after that */
export function dockerCommand(limit: number): Docker {
  return (...args) =>
    new Promise((resolve, reject) => {
      execFile("docker", args, { timeout: limit, killSignal: "SIGKILL", maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
        if (!error) resolve({ code: 0, stdout, stderr });
        else if (error.killed) reject(new Error(`docker ${args[0]}: no answer within ${limit / 1000} s`));
        else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
        else resolve({ stdout, stderr: error.message });
      });
    });
}

/** @throws Error with the last line of what it said when it fails */
export async function lines(docker: Docker, ...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await docker(...args);
  if (code !== 0) throw new Error(`docker ${args.slice(0, 2).join(" ")}: ${lastLine(stderr)}`);
  return stdout.split("\n").filter((line) => line !== "");
}

export const lastLine = (text: string): string => text.trim().split("\n").at(-1) || "it said nothing";
