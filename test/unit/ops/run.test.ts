import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { exit } from "../../../ops/exit";
import { capture, foreground } from "../../../ops/run";

test("keeps both outputs and the exit code", async () => {
  await expect(capture("sh", ["-c", "echo out; echo err >&2; exit 3"], { timeout: 10_000 })).resolves.toEqual({
    exitCode: 3,
    stdout: "out\n",
    stderr: "err\n",
  });
});

test("what does not end, or is not there, could not be asked", async () => {
  await expect(capture("sleep", ["60"], { timeout: 100 })).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: "sleep 60: not done after 0.1 s",
  });
  await expect(capture("no-such-program", ["x"], { timeout: 1000 })).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("passes the exit code on", () => expect(foreground("sh", ["-c", "exit 7"])).resolves.toBe(7));

// Each starts a Node.js process, slowly on a busy machine.
jest.setTimeout(30_000);

/** The process group that a failed test may leave behind. */
let group: number | undefined;
afterEach(() => {
  try {
    if (group !== undefined) process.kill(-group, "SIGKILL");
  } catch {
    // It has ended, as it should.
  }
  group = undefined;
});

/** Runs `foreground` in a process without a terminal. With one, Ctrl-C reaches the whole group by itself: not proved here. */
async function signalled(signals: NodeJS.Signals[], line: string): Promise<{ exitCode: number | null; printed: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "foreground-program.ts"), line], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  group = child.pid;
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    // One signal for each line that the program prints.
    if (printed.endsWith("\n")) child.kill(signals.shift() ?? "SIGKILL");
  });
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, printed };
}

const waits = "while :; do sleep 0.05; done";

test.each<[NodeJS.Signals, string, number]>([
  ["SIGINT", "INT", 130],
  ["SIGTERM", "TERM", 143],
])("%s is passed on once, and the program may finish what it does", async (signal, trap, exitCode) => {
  const line = `trap 'sleep 0.3; printf cleaned; exit 0' ${trap}; echo ready; ${waits}`;
  await expect(signalled([signal], line)).resolves.toEqual({ exitCode, printed: "ready\ncleaned" });
});

test("the second Ctrl-C terminates", async () => {
  const line = `trap 'echo finishing' INT; trap 'printf terminated; exit 1' TERM; echo ready; ${waits}`;
  await expect(signalled(["SIGINT", "SIGINT"], line)).resolves.toEqual({ exitCode: 130, printed: "ready\nfinishing\nterminated" });
});
