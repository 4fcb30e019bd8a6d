import { readFileSync } from "node:fs";
import { join } from "node:path";
import { devConfig } from "../support/dev-config";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** The real CLI and plugins on the whole program. Nothing is deployed: what an engine does with it is in test/docker. */
jest.setTimeout(120_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");

let port: number;

beforeAll(async () => {
  port = await freePort();
  await stack.create(devConfig(port));
});
afterAll(() => stack.destroy());

interface Preview {
  steps: { op: string; urn: string; newState: { type: string; protect?: boolean } }[];
}

const preview = async () => JSON.parse(await stack.must("preview", "--json")) as Preview;

test("names are identity: the URNs are those of the golden list, and change only together with an alias", async () => {
  stack.configure(devConfig(port));
  const { steps } = await preview();
  const urns = steps.map(({ urn }) => urn.replace(`urn:pulumi:${stack.name}::ballast::`, "").replaceAll(stack.name, "STACK")).sort();
  expect(urns).toEqual(readFileSync(join(__dirname, "urns.txt"), "utf8").trim().split("\n"));
});

test("exactly what holds data is protected", async () => {
  stack.configure(devConfig(port));
  const { steps } = await preview();
  const kept = steps.filter(({ newState }) => newState.protect).map(({ urn }) => urn.split("::").at(-1));
  expect(kept.sort()).toEqual([
    "certificates-authority",
    "postgres-archive-key",
    "postgres-data",
    "postgres-dump-key",
    "postgres-dump-verification-copy",
    "postgres-dump-verification-evidence",
    "postgres-dumps",
    "postgres-evidence",
    "postgres-repository",
    "postgres-verification-copy",
    "redis-backup-key",
    "redis-backup-verification-copy",
    "redis-backup-verification-evidence",
    "redis-backups",
    "redis-data",
  ]);
});

test("mistakes in the configuration are told at once, without a stack trace, before anything is planned", async () => {
  stack.configure({ ...devConfig(port), redis: { storage: "2GB" }, gatway: { port: 1 }, gateway: { port: 0 } });
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("the configuration has 3 mistakes:");
  expect(output).toContain('ballast:redis.storage: got "2GB", allowed is a whole number of Mi or Gi');
  expect(output).toContain("ballast:gateway.port: got 0, allowed is at least 1");
  expect(output).toContain("ballast:gatway: there is no such key");
  expect(output).not.toMatch(/^\s+at .*\.ts:\d+/m);
  expect(output).not.toContain("docker:index");
});

test("a type that Pulumi.yaml forbids is refused by the engine itself", async () => {
  stack.configure({ ...devConfig(port), protectData: "perhaps" });
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("ballast:protectData");
});
