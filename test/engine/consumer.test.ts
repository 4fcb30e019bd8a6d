import { join } from "node:path";
import golden from "../unit/stack/outputs.golden.json";
import { TestStack } from "../support/test-stack";

/** SE6, SE1: the real CLI, a stack with the outputs of ours, and examples/consumer as another team would run it. */
jest.setTimeout(300_000);

const producer = new TestStack(join(__dirname, "programs/producer"), "ballast");
const consumer = new TestStack(join(__dirname, "../../examples/consumer"), "consumer", producer);
const ballastStack = `organization/ballast/${producer.name}`;

const up = async (stack: TestStack) => {
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
  return output;
};

beforeAll(async () => {
  await producer.create({});
  await up(producer);
  await consumer.create({ ballastStack });
});

afterAll(async () => {
  await consumer.destroy();
  await producer.destroy();
});

test("a preview of the consumer shows our endpoints", async () => {
  const { code, output } = await consumer.preview();
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining(golden.dev.endpoints["gateway"]) as string });
  await up(consumer);
  expect(await consumer.outputs()).toEqual({ ballastEndpoints: golden.dev.endpoints });
});

test("no secret of ours is in plain in the consumer's state, in ours, or in what either prints", async () => {
  const canary = golden.dev.secrets["postgres-admin-password"];
  const printed = [await up(producer), await up(consumer), JSON.stringify(await producer.outputs())];
  for (const text of [...printed, await producer.export(), await consumer.export()]) expect(text).not.toContain("canary-of-");
  // The test can see it where it is: who has the passphrase reads it.
  expect(await consumer.must("stack", "export", "--show-secrets")).toContain(canary);
  expect(JSON.parse(await producer.must("stack", "output", "secrets", "--show-secrets", "--json"))).toEqual(golden.dev.secrets);
});

test("without our passphrase the consumer reads everything that is no secret, and gets no secret", async () => {
  const stranger = new TestStack(join(__dirname, "../../examples/consumer"), "consumer", producer);
  stranger.env.PULUMI_CONFIG_PASSPHRASE = "another passphrase";
  await stranger.create({ ballastStack });
  await up(stranger);
  expect(await stranger.outputs()).toEqual({ ballastEndpoints: golden.dev.endpoints });
  expect(await stranger.must("stack", "export", "--show-secrets")).not.toContain("canary-of-");
  await stranger.destroy();
});

test("a stack that keeps no contract is refused as well", async () => {
  consumer.configure({ ballastStack: `organization/consumer/${consumer.name}` });
  const { code, output } = await consumer.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("got no output contractVersion; it is no ballast stack, or not deployed");
  consumer.configure({ ballastStack });
});

test("a contract it does not know is refused by its version, before anything is made of it", async () => {
  producer.configure({ contractVersion: 2 });
  await up(producer);
  const { code, output } = await consumer.preview();
  expect(code).not.toBe(0);
  expect(output).toContain(
    `stack ${ballastStack}: got contract version 2, allowed is 1; read what changed in ballast's docs/outputs.md, then adapt contract.ts`,
  );
  expect(output).not.toMatch(/^\s+at .*\.ts:\d+/m);
  expect(output).not.toContain("ballastEndpoints");
});
