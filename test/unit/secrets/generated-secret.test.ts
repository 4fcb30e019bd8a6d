/**
 * GeneratedSecret's arguments, and its provider as Pulumi keeps it in the state. Does NOT prove: that the engine encrypts the value or keeps
 * it over an update; test/engine proves those.
 */
import { compileFunction } from "node:vm";
import { record, type Asked } from "../stack/record";

interface Provider {
  create(inputs: object): Promise<{ id: string; outs: { value: string } }>;
  diff(id: string, olds: object, news: object): Promise<object>;
}

let resources: Asked[];
let provider: Provider;

beforeAll(async () => {
  ({ resources } = await record({}, async () => {
    const { GeneratedSecret } = await import("../../../components/secrets/generated-secret");
    new GeneratedSecret("plain", {});
    new GeneratedSecret("rotated", { length: 64, version: 3 }, { protect: true });
  }));
  const text = resources[0]?.inputs.__provider as string;
  // As the engine's process does it: the text is a module.
  const module = { exports: {} as { handler(): Provider } };
  const run = compileFunction(text, ["exports", "require", "module"]) as (...args: unknown[]) => void;
  run(module.exports, jest.requireActual, module);
  provider = module.exports.handler();
}, 60_000);

test("default and custom arguments", () => {
  expect(
    resources.map(({ name, inputs, protect, additionalSecretOutputs }) => [
      name,
      inputs.length,
      inputs.version,
      protect,
      additionalSecretOutputs,
    ]),
  ).toEqual([
    ["plain", 32, 1, false, ["value"]],
    ["rotated", 64, 3, true, ["value"]],
  ]);
  expect(resources.map(({ type }) => type)).toEqual(["GeneratedSecret", "GeneratedSecret"]);
});

test("every secret has the same code, so an added one changes none of the others", () => {
  expect(resources[1]?.inputs.__provider).toBe(resources[0]?.inputs.__provider);
});

test("the code that goes into the state is small and holds no folder of this machine", () => {
  const text = resources[0]?.inputs.__provider as string;
  expect(text.length).toBeLessThan(8000);
  expect(text).not.toContain(process.cwd());
});

test("makes a secret of the length asked for, another one each time, under the version's id", async () => {
  const [first, second] = [await provider.create({ length: 40, version: 2 }), await provider.create({ length: 40, version: 2 })];
  expect(first.outs).toEqual({ length: 40, version: 2, value: expect.stringMatching(/^[A-Za-z0-9]{40}$/) as string });
  expect(first.id).toBe("v2");
  expect(second.outs.value).not.toBe(first.outs.value);
});

test("takes the value from before where there is one, and keeps no second copy of it (DR1)", async () => {
  const { outs } = await provider.create({ length: 40, version: 1, recovered: "from before" });
  expect(outs).toEqual({ length: 40, version: 1, value: "from before" });
  const added = await provider.create({ length: 40, version: 1, recovered: null });
  expect(added.outs.value).toHaveLength(40);
});

test.each([
  ["a recovered value that comes or goes", { length: 32, version: 1, recovered: "other" }, { changes: false, replaces: [] }],
  ["nothing new", { length: 32, version: 1 }, { changes: false, replaces: [] }],
  ["a raised version", { length: 32, version: 2 }, { changes: true, replaces: ["value"] }],
  ["another length", { length: 64, version: 1 }, { changes: true, replaces: ["value"] }],
])("a difference for %s", async (_what, news, expected) => {
  expect(await provider.diff("v1", { length: 32, version: 1, value: "kept" }, news)).toEqual(expected);
});
