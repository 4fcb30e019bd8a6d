import { withNeeds } from "../../../ops/needed";

/** What is deployed with a resource that is deployed alone. Does NOT prove: that Pulumi takes it; test/cluster/disaster.test.ts does. */

const urn = (name: string) => `urn:pulumi:s::p::t::${name}`;
const step = (name: string, newState?: { parent?: string; provider?: string; dependencies?: string[] }) => ({
  urn: urn(name),
  ...(newState && { newState: { dependencies: [], ...newState } }),
});

test("its parents, its provider, and all that those need, each once", () => {
  const steps = [
    step("stack"),
    step("preflight", { parent: urn("stack") }),
    step("cluster", { parent: urn("stack"), dependencies: [urn("preflight")] }),
    step("namespace", { provider: `${urn("cluster")}::04da6b54-80e4-46f7-96ec-b56ff0331ba9`, dependencies: [urn("preflight")] }),
    step("volume", { parent: urn("postgres"), provider: `${urn("cluster")}::id`, dependencies: [urn("namespace")] }),
    step("postgres", { parent: urn("stack") }),
    step("server", { parent: urn("postgres"), dependencies: [urn("volume")] }),
  ];
  expect(withNeeds(steps, ["volume"]).sort()).toEqual(["cluster", "namespace", "postgres", "preflight", "stack", "volume"].map(urn));
});

test("what is there already, and so in no preview, is not asked for", () => {
  expect(withNeeds([step("volume", { parent: urn("postgres"), dependencies: [urn("namespace")] })], ["volume"])).toEqual([urn("volume")]);
  expect(withNeeds([step("volume")], ["other"])).toEqual([]);
});
