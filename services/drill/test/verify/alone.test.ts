import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "../../src/verify/alone";

/** BR3: no two verifications in one folder. */
const folder = mkdtempSync(join(tmpdir(), "alone-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the second refuses while the first is at work, and works afterwards", async () => {
  const first = alone(folder, async () => {
    await expect(alone(folder, () => Promise.resolve("second"))).rejects.toThrow(
      `another verification is under way in ${folder}; this one was not begun`,
    );
    return "first";
  });
  expect(await first).toBe("first");
  expect(await alone(folder, () => Promise.resolve("second"))).toBe("second");
});

test("work that fails leaves no lock", async () => {
  await expect(alone(folder, () => Promise.reject(new Error("it broke")))).rejects.toThrow("it broke");
  expect(await alone(folder, () => Promise.resolve("next"))).toBe("next");
});
