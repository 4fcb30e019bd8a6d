import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedFolder } from "../../../toolchain/cached";
import { fingerprint } from "../../../toolchain/fingerprint";
import { withLock } from "../../../toolchain/lock";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "toolchain-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const quiet = () => undefined;
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("fingerprint", () => {
  beforeEach(() => {
    mkdirSync(join(folder, "shim"));
    writeFileSync(join(folder, "go.sum"), "a");
    writeFileSync(join(folder, "shim", "shim.go"), "b");
  });

  test("is the same for the same sources", () => {
    expect(fingerprint(folder, ["1"])).toBe(fingerprint(folder, ["1"]));
    expect(fingerprint(folder)).toMatch(/^[0-9a-f]{12}$/);
  });

  test.each([
    ["content, also in a folder below", () => writeFileSync(join(folder, "shim", "shim.go"), "c")],
    ["a new file", () => writeFileSync(join(folder, "main.go"), "")],
    ["a file's name", () => (rmSync(join(folder, "go.sum")), writeFileSync(join(folder, "go.mod"), "a"))],
  ])("changes with %s", (_, change) => {
    const before = fingerprint(folder);
    change();
    expect(fingerprint(folder)).not.toBe(before);
  });

  test("changes with the version and the flags", () => {
    expect(fingerprint(folder, ["1", "2"])).not.toBe(fingerprint(folder, ["12"]));
  });
});

describe("cachedFolder", () => {
  test("is made once by two that want it at the same time, and found afterwards", async () => {
    let made = 0;
    const make = async (unfinished: string) => {
      made++;
      await tick();
      writeFileSync(join(unfinished, "program"), "");
    };
    const both = await Promise.all([1, 2].map(() => cachedFolder(folder, "cli", "k1", quiet, make)));
    expect([both, made]).toEqual([[join(folder, "cli-k1"), join(folder, "cli-k1")], 1]);
    await cachedFolder(folder, "cli", "k2", quiet, make);
    expect(made).toBe(2);
  });

  test("a failure leaves nothing that looks finished, and no lock", async () => {
    const fail = () => Promise.reject(new Error("no network"));
    await expect(cachedFolder(folder, "cli", "k1", quiet, fail)).rejects.toThrow("no network");
    expect(existsSync(join(folder, "cli-k1"))).toBe(false);
    expect([readdirSync(join(folder, "tmp")), readdirSync(join(folder, "locks"))]).toEqual([[], []]);
  });
});

describe("withLock", () => {
  const lock = () => join(folder, "locks", "cli");

  test("holds others off until it is done, and tells them for whom they wait", async () => {
    const order: string[] = [];
    const first = withLock(lock(), quiet, async () => {
      await tick();
      order.push("first");
    });
    const second = withLock(
      lock(),
      (holder) => order.push(`waits for ${holder}`),
      () => Promise.resolve(order.push("second")),
    );
    await Promise.all([first, second]);
    expect(order).toEqual([`waits for ${process.pid}`, "first", "second"]);
  });

  test("takes over the lock of a process that is gone, without waiting", async () => {
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    mkdirSync(join(folder, "locks"));
    writeFileSync(lock(), String(gone));
    const wait = jest.fn();
    const holder = await withLock(lock(), wait, () => Promise.resolve(readFileSync(lock(), "utf8")));
    expect([holder, wait.mock.calls, readdirSync(join(folder, "locks"))]).toEqual([String(process.pid), [], []]);
  });
});
