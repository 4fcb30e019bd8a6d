import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { shown } from "../../../../ops/backup/running";
import { FakeDocker } from "../runtime/docker/fake-docker";

// Starts a Node.js process, slowly on a busy machine.
jest.setTimeout(30_000);

test("Ctrl-C ends the command, says that the backup goes on, and leaves it alone", async () => {
  const docker = new FakeDocker();
  const done = join(docker.folder, "done");
  docker.says(`case "$1" in
    inspect) echo '[{"Name":"/a","State":{"Status":"running"}}]';;
    exec) echo "copying"; sleep 1; touch ${done};;
  esac`);
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "running-program.ts")], {
    detached: true,
    stdio: ["ignore", "inherit", "pipe"],
    env: process.env,
  });
  let written = "";
  child.stderr.on("data", (chunk: Buffer) => {
    written += chunk.toString();
    // As a terminal does it: to the whole group.
    if (written === "copying\n") process.kill(-(child.pid as number), "SIGINT");
  });
  expect(await once(child, "close")).toEqual([130, null]);
  expect(written).toBe("copying\nit goes on\n");
  expect(existsSync(done)).toBe(false);
  for (const deadline = Date.now() + 10_000; !existsSync(done) && Date.now() < deadline;) await sleep(100);
  expect(existsSync(done)).toBe(true);
  docker.remove();
});

describe("a run that says nothing (BR10)", () => {
  const written: string[] = [];
  beforeEach(() => {
    written.splice(0);
    jest.useFakeTimers();
    jest.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.stderr.isTTY = terminal;
  });
  const terminal = process.stderr.isTTY;

  async function running(isTTY: boolean, seconds: number, progress: () => Promise<string | null>): Promise<string[]> {
    process.stderr.isTTY = isTTY;
    let end: (exitCode: number) => void = () => undefined;
    const run = () => new Promise<number>((resolve) => (end = resolve));
    const exitCode = shown({ what: "backup full", run, progress, goesOn: "" });
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    end(3);
    expect(await exitCode).toBe(3);
    await jest.advanceTimersByTimeAsync(60_000);
    return written.filter((text) => text !== "");
  }

  test("is a line every ten seconds where no terminal is", async () => {
    expect(await running(false, 25, () => Promise.resolve("45 %"))).toEqual(["backup full: 10 s, 45 %\n", "backup full: 20 s, 45 %\n"]);
  });

  test("is a word every two seconds on a terminal, which the next one replaces", async () => {
    const words = ["\r\x1b[Kbackup full: 2 s", "\r\x1b[Kbackup full: 4 s", "\r\x1b[K"];
    expect(await running(true, 5, () => Promise.resolve(null))).toEqual(words);
  });

  test("how far it is may stay unknown", async () => {
    expect(await running(false, 10, () => Promise.reject(new Error("no answer")))).toEqual(["backup full: 10 s\n"]);
  });
});
