import { configuredStacks, requireConfig } from "../../../ops/project";

test("stacks are the config files, and nothing that looks like one", () => {
  expect(configuredStacks(["Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.dev.yaml", "Pulumi.dev.yaml.bak", "index.ts"])).toEqual([
    "dev",
    "prod",
  ]);
});

test("a stack without its file is refused with those that have one", () => {
  expect(() => requireConfig("dev", ["dev"])).not.toThrow();
  expect(() => requireConfig("stage", ["dev", "prod"])).toThrow("stack stage: no Pulumi.stage.yaml; stacks that have one: dev, prod");
});
