import { policyFlags } from "../../../ops/policy-pack";
import { readProjectFile } from "../config/yaml";

/** Pulumi refuses another number of configurations than packs. */
test("our pack is mandatory unless it is configured", () => {
  expect(readProjectFile("policies/default.json")).toBe(`{ "all": "mandatory" }\n`);
});

test.each([
  ["nothing", "", "--policy-pack policies"],
  ["a configuration, which is for our pack", "--policy-pack-config ours.json", "--policy-pack policies"],
  ["a pack", "--policy-pack mine", "--policy-pack policies"],
  [
    "a pack with its configuration",
    "--policy-pack mine --policy-pack-config=mine.json",
    "--policy-pack policies --policy-pack-config policies/default.json",
  ],
  [
    "a pack with its configuration, and one for ours",
    "--policy-pack=mine --policy-pack-config mine.json --policy-pack-config ours.json",
    "--policy-pack policies",
  ],
])("beside %s", (_what, passed, flags) => {
  expect(policyFlags(passed.split(" "))).toEqual(flags.split(" "));
});
