import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holding } from "../../../../ops/recovery/holding";

/** Two restores at once: the second one is refused. */
const folder = mkdtempSync(join(tmpdir(), "holding-"));
const lock = join(folder, "lock");
afterAll(() => rmSync(folder, { recursive: true }));

test("while one works, another one does not; afterwards it may, also after a failure", async () => {
  await holding(lock, "restore", async () => {
    await expect(holding(lock, "restore", () => Promise.resolve())).rejects.toThrow(
      `another restore is under way (process ${process.pid})`,
    );
  });
  await expect(holding(lock, "restore", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
  await expect(holding(lock, "restore", () => Promise.resolve(1))).resolves.toBe(1);
});

test("the lock of a process that was killed counts for nothing", async () => {
  const { pid } = spawnSync("true");
  writeFileSync(lock, String(pid));
  await expect(holding(lock, "restore", () => Promise.resolve(1))).resolves.toBe(1);
});
