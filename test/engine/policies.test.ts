import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kubernetesPolicies, policies as all } from "../../policies/policies";
import { devConfig } from "../support/dev-config";
import { freePort } from "../support/ports";
import { judge } from "../support/judge";
import { TestStack } from "../support/test-stack";
import { violations } from "./programs/violations/violations";

/** The pack in the real engine (SE5, K84). What each policy takes and refuses is in test/unit/policies. */
jest.setTimeout(120_000);

/** Those of Kubernetes have no engine without a cluster; the unit tests judge them. */
const policies = all.filter((policy) => !kubernetesPolicies.includes(policy));
const root = join(__dirname, "../..");
const pack = join(root, "policies");

interface Finding {
  level: string;
  policy: string;
  resource: string;
  message: string;
}

/** @returns what the engine prints below `Policies:` */
function findingsIn(output: string): Finding[] {
  // A violation's message comes after the policy's description.
  const entry = /^ +- \[(\w+)\] {2}(\S+) {2}\(.*: (\S+)\)\n(?: {10}.*\n)*? {10}(.*)\n(?! {10})/gm;
  return [...output.matchAll(entry)].map(([, level = "", policy = "", resource = "", message = ""]) => ({
    level,
    policy,
    resource,
    message,
  }));
}

describe("a program that violates every policy that takes no cluster", () => {
  const stack = new TestStack(join(__dirname, "programs/violations"), "violations");
  const everywhere = { stacks: ".*" };
  let preview: { code: number; output: string };
  let found: Finding[];

  beforeAll(async () => {
    await stack.create({});
    const config = join(stack.env.PULUMI_BACKEND_URL.slice("file://".length), "policies.json");
    const named = Object.fromEntries(policies.filter(hasProduction).map(({ name }) => [name, everywhere]));
    writeFileSync(config, JSON.stringify(named));
    preview = await stack.preview("--policy-pack", pack, "--policy-pack-config", config);
    found = findingsIn(preview.output);
  });
  afterAll(() => stack.destroy());

  test("does not get past the preview", () => {
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("error: preview failed");
  });

  test("violates each of them", () => {
    expect(Object.keys(violations).sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  test.each(policies.map((policy) => [policy.name, policy] as const))("%s: the engine prints what the policy says", (name, policy) => {
    const expected = judge(policy, Object.values(violations).flat(), { stack: stack.name, settings: everywhere }).violations;
    const printed = found.filter((finding) => finding.policy === name);
    expect(printed.map(({ message }) => message).sort()).toEqual(expected.sort());
    expect(printed.map(({ level }) => level)).toEqual(["mandatory"]);
  });
});

function hasProduction({ configSchema }: (typeof policies)[number]): boolean {
  return "stacks" in (configSchema?.properties ?? {});
}

describe("the dev stack", () => {
  const stack = new TestStack(root, "ballast");

  let port: number;

  beforeAll(async () => {
    port = await freePort();
    await stack.create(devConfig(port));
  });
  afterAll(() => stack.destroy());

  test("passes with every policy mandatory; what the first preview cannot know yet is told, and judged by the update", async () => {
    const { code, output } = await stack.preview("--policy-pack", pack);
    const leftOut = (policy: string, place: string) => ({
      level: "advisory",
      policy,
      resource: `ballast-${stack.name}`,
      message: `can't run policy '${policy}' from policy pack 'ballast@v0.1.0' during preview: string value at .${place} can't be known during preview`,
    });
    expect(findingsIn(output)).toEqual([leftOut("image-pinned", "image"), leftOut("image-tag", "name")]);
    expect(code).toBe(0);
  });
});
