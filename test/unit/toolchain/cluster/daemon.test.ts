import { once } from "node:events";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, lastWords, logOf, runningSince, startDaemon, stopDaemon } from "../../../../toolchain/cluster/daemon";
import { layoutOf } from "../../../../toolchain/cluster/layout";

/** K82, K86: with real processes. */
const layout = layoutOf(mkdtempSync(join(tmpdir(), "ballast-daemon-")));
const record = join(layout.processes, "part.json");
const start = (script: string, env = {}) => startDaemon(layout, { name: "part", program: "/bin/sh", args: ["-c", script], env });
/** @throws Error after five seconds */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 5000; !isSo(); await sleep(10))
    if (Date.now() > deadline) throw new Error(`never: ${isSo.toString()}`);
}
const says = (word: string) => until(() => existsSync(logOf(layout, "part")) && readFileSync(logOf(layout, "part"), "utf8").includes(word));

beforeEach(() => mkdirSync(layout.root, { recursive: true }));
afterEach(() => stopDaemon(layout, "part", 0));
afterAll(() => rmSync(join(layout.root, ".."), { recursive: true }));

test("it is started once, with its environment, and its log is for root alone", async () => {
  start('echo "I am $WHO"; exec sleep 60', { WHO: "etcd" });
  const pid = isRunning(layout, "part");
  expect(pid).toEqual(expect.any(Number));
  start("exec sleep 60");
  expect(isRunning(layout, "part")).toBe(pid);
  await says("I am etcd");
  expect(statSync(logOf(layout, "part")).mode & 0o777).toBe(0o600);
  expect(Math.abs(runningSince(layout, "part")!.getTime() - Date.now())).toBeLessThan(5000);
});

test("asked to end, it ends in its own way, and its record goes", async () => {
  start('trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.05; done');
  await says("ready");
  await stopDaemon(layout, "part");
  expect(isRunning(layout, "part")).toBeUndefined();
  expect(lastWords(layout, "part")).toBe("bye");
  expect(existsSync(record)).toBe(false);
});

test("one that does not listen is ended after the grace, and not before", async () => {
  start('trap "" TERM; echo ready; while :; do sleep 0.05; done');
  await says("ready");
  const began = Date.now();
  await stopDaemon(layout, "part", 500);
  expect(isRunning(layout, "part")).toBeUndefined();
  expect(Date.now() - began).toBeGreaterThanOrEqual(500);
});

test("another process that has got its id is not it, and is left alone", async () => {
  const other = spawn("/bin/sleep", ["60"]);
  await once(other, "spawn");
  mkdirSync(layout.processes, { recursive: true });
  writeFileSync(record, JSON.stringify({ pid: other.pid, started: "1" }));
  expect(isRunning(layout, "part")).toBeUndefined();
  await stopDaemon(layout, "part", 0);
  expect(other.exitCode ?? other.signalCode).toBeNull();
  other.kill("SIGKILL");
  await once(other, "close");
});

test.each<[string, () => Promise<void> | void]>([
  ["that ended", async () => (start("exit 0"), until(() => isRunning(layout, "part") === undefined))],
  ["that is not there", () => startDaemon(layout, { name: "part", program: "/no/such/program", args: [] })],
  ["whose record is broken", () => (mkdirSync(layout.processes, { recursive: true }), writeFileSync(record, "{"))],
  ["that was never started", () => undefined],
])("one %s does not run, and can be stopped all the same", async (_, prepare) => {
  await prepare();
  expect([isRunning(layout, "part"), runningSince(layout, "part")]).toEqual([undefined, undefined]);
  await stopDaemon(layout, "part");
  expect(existsSync(record)).toBe(false);
});

test("a start begins a new log; the last words are of its last line", async () => {
  start("echo old words; echo");
  await says("old words");
  await until(() => isRunning(layout, "part") === undefined);
  expect(lastWords(layout, "part")).toBe("old words");
  start("exec sleep 60");
  expect(readFileSync(logOf(layout, "part"), "utf8")).toBe("");
  expect(lastWords(layout, "absent")).toBe("nothing");
});
