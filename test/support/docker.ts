import { run } from "./test-stack";

/** @throws Error with the output when the command fails */
export async function docker(...args: string[]): Promise<string> {
  const { code, output } = await run("docker", args);
  if (code !== 0) throw new Error(`docker ${args.join(" ")} exited with ${code}: ${output}`);
  return output.trim();
}

/** @param fields a Go template over the container's description */
export function inspect(container: string, fields: string): Promise<string> {
  return docker("inspect", "--format", fields, container);
}

/** Runs a shell command inside; never fails, tells how it ended. */
export function inside(container: string, script: string): Promise<{ code: number; output: string }> {
  return run("docker", ["exec", container, "bash", "-c", script]);
}

/** Polls twice a second. @throws Error with `what` when it does not come true within `seconds` */
export async function eventually(what: string, seconds: number, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
