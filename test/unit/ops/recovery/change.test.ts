import * as runtimes from "../../../../ops/runtime";
import { change, type Change } from "../../../../ops/recovery/change";
import type { Situation } from "../../../../ops/recovery/situation";
import { withRestore } from "../../../../ops/recovery/stack-text";

jest.mock("../../../../ops/runtime");

/** DR3: what is left of a change that fails, at each of its steps. Does not prove what Pulumi makes of it: test/docker/recovery.test.ts does. */
const key = "ballast:postgres";
const before = "config:\n  ballast:postgres:\n    storage: 1Gi\n";
const after = withRestore(before, key, { generation: 2, repository: 1, label: "20261125-020000F", target: "latest" }, "note");
const wanted: Change = { text: after, generation: { now: 1, next: 2 }, makes: true };

interface World {
  updates: number[];
  /** What the server answers, each time it is asked. */
  generations: (number | Error)[];
  previews?: object[];
  whileUpdating?: () => void;
}

/** A stack whose answers are given in their order; the last one stays. */
function situation({ updates, generations, previews = [{ steps: [] }], whileUpdating }: World) {
  const next = <T>(list: T[]): T => (list.length > 1 ? list.shift()! : list[0]!);
  const told = { text: before, unprotected: [] as string[], updates: 0 };
  const stack = {
    name: "dev",
    update: () => {
      told.updates++;
      whileUpdating?.();
      return Promise.resolve(next(updates));
    },
    outputs: () => Promise.resolve({ services: { postgres: { units: ["postgres"], needs: [] } } }),
    wouldChange: () => Promise.resolve(next(previews)),
    unprotect: (name: string) => Promise.resolve(void told.unprotected.push(name)),
  };
  const server = {
    generation: () => {
      const answer = next(generations);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const file = { name: "Pulumi.dev.yaml", key, write: (text: string) => (told.text = text) };
  return { told, given: { stack, server, file, text: before } as unknown as Situation };
}

beforeEach(() => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  const health = () => Promise.resolve(new Map([["postgres", { unit: "postgres", health: "healthy" }]]));
  jest.mocked(runtimes.runtimeOf).mockReturnValue({ health } as never);
});
afterEach(() => jest.restoreAllMocks());

test("it succeeds: the new text stays", async () => {
  const { told, given } = situation({ updates: [0], generations: [2] });
  await expect(change(given, wanted)).resolves.toEqual({ outcome: "done" });
  expect(told).toEqual({ text: after, unprotected: [], updates: 1 });
});

test("the update fails before the server was touched: the text is as it was, to the letter, and the new volume may go", async () => {
  const { told, given } = situation({ updates: [255, 0], generations: [1] });
  await expect(change(given, wanted)).resolves.toMatchObject({ outcome: "rolled back", reason: "pulumi up ended with exit code 255" });
  expect(told).toEqual({ text: before, unprotected: ["postgres-data-2"], updates: 2 });
});

test.each<[string, World]>([
  ["the server runs on the new one", { updates: [255, 0], generations: [2, 1] }],
  ["the server cannot be asked", { updates: [255, 0], generations: [new Error("down"), 1] }],
  [
    "a preview is not empty",
    { updates: [0], generations: [2, 2, 1], previews: [{ steps: [{ op: "update", urn: "a::b", diffReasons: [] }] }, { steps: [] }] },
  ],
])("it fails when %s: the new volume stays, because a server may have written to it", async (_, world) => {
  const { told, given } = situation(world);
  await expect(change(given, wanted)).resolves.toMatchObject({ outcome: "rolled back" });
  expect(told).toEqual({ text: after.replace("generation: 2", "generation: 1"), unprotected: [], updates: 2 });
});

test("going back fails as well: it says so, and never that all is as it was", async () => {
  const { given } = situation({ updates: [255], generations: [1] });
  await expect(change(given, wanted)).resolves.toMatchObject({
    outcome: "not rolled back",
    goOn: expect.stringContaining("./ballast up") as string,
  });
});

test("a rollback that fails leaves the text as it was", async () => {
  const { told, given } = situation({ updates: [255, 0], generations: [1] });
  await change(given, { ...wanted, makes: false });
  expect(told).toMatchObject({ text: before, unprotected: [] });
});

test.each([
  ["before the switch: the text is as it was", 1, before, ["postgres-data-2"]],
  ["after the switch: it says how to go on", 2, after, []],
])("Ctrl-C %s, and no other update begins", async (_, generation, text, unprotected) => {
  const { told, given } = situation({ updates: [130], generations: [generation], whileUpdating: () => process.emit("SIGINT") });
  await expect(change(given, wanted)).resolves.toMatchObject({
    outcome: "interrupted",
    goOn: expect.stringContaining("./ballast up") as string,
  });
  expect(told).toEqual({ text, unprotected, updates: 1 });
});
