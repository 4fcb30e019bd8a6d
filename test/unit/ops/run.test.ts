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

/** A signal reaches the process group of a terminal by itself; that path is not proved here. */
test("waits for a program that is told to stop, and passes a failure on", async () => {
  const listeners = process.listenerCount("SIGTERM");
  const ended = foreground("sh", ["-c", "trap 'sleep 0.3; exit 0' TERM; kill -TERM $PPID; while :; do sleep 0.1; done"]);
  await expect(ended).resolves.toBe(143);
  expect(process.listenerCount("SIGTERM")).toBe(listeners);
  await expect(foreground("sh", ["-c", "exit 7"])).resolves.toBe(7);
});
