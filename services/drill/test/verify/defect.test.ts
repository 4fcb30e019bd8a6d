import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../src/engine/engine";
import { defectIn } from "../../src/defect";
import { verify } from "../../src/verify/verify";

/** BR3: what the program itself did wrong is told as that, and is no news of a backup. */
const folder = mkdtempSync(join(tmpdir(), "defect-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function verifiedWith(error: Error) {
  const said: string[] = [];
  const engine = { list: () => Promise.reject(error) } as unknown as Engine;
  const evidence = await verify(engine, {
    ...{ store: "postgres", repository: 1, writable: false, folder, seed: "s", limits: null, patienceMs: 1 },
    source: { host: "localhost", port: 1 },
    key: { passphrase: "p", from: "stack" },
    progress: (text) => said.push(text),
  });
  return { evidence, said };
}

test("a defect could not verify, says so, and leaves its trace in the log", async () => {
  const { evidence, said } = await verifiedWith(new TypeError("x is not a function"));
  expect(evidence).toMatchObject({
    outcome: "could-not-verify",
    reason: "this is a defect of ballast, and says nothing of the backup: TypeError: x is not a function",
  });
  expect(said).toEqual([expect.stringMatching(/^TypeError: x is not a function\n\s+at .*defect\.test\.ts/)]);
});

test("a repository that cannot be read is no defect", async () => {
  const { evidence, said } = await verifiedWith(new Error("no such volume"));
  expect(evidence).toMatchObject({ outcome: "could-not-verify", reason: "the repository cannot be read: no such volume" });
  expect(said).toEqual([]);
});

test.each([
  [new SyntaxError("a damaged file"), false],
  [new Error("outside", { cause: new RangeError("inside") }), true],
  ["text", false],
])("%s", (error, defect) => expect(defectIn(error) !== undefined).toBe(defect));
