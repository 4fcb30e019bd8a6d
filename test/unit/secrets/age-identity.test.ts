/**
 * The keys that backups are encrypted for. Does NOT prove: that age itself takes them, or that the engine encrypts the identity;
 * test/docker/dumps.test.ts and test/engine prove those.
 */
import { compileFunction } from "node:vm";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { bech32 } from "@scure/base";
import { ageKeysOf, generateAgeKeys } from "../../../components/secrets/age";
import { record, type Asked } from "../stack/record";

test("an identity and its recipient, as age writes them, other ones each time (BR8)", () => {
  const { identity, recipient } = generateAgeKeys();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
  expect(recipient).toMatch(/^age1[a-z0-9]{58}$/);
  const secret = Buffer.from(bech32.decodeToBytes(identity.toLowerCase()).bytes);
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), secret]);
  const { x = "" } = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).export({ format: "jwk" });
  expect(Buffer.from(bech32.decodeToBytes(recipient).bytes)).toEqual(Buffer.from(x, "base64url"));
  expect(generateAgeKeys().identity).not.toBe(identity);
});

test("the recipient of an identity from before is found again (DR1)", () => {
  const keys = generateAgeKeys();
  expect(ageKeysOf(keys.identity)).toEqual(keys);
  expect(() => ageKeysOf("AGE-SECRET-KEY-1NONSENSE")).toThrow();
});

describe("the resource", () => {
  let asked: Asked;
  let provider: {
    create(inputs: object): Promise<{ id: string; outs: object }>;
    diff(id: string, olds: object, news: object): Promise<object>;
  };

  beforeAll(async () => {
    const { resources } = await record({}, async () => {
      const { AgeIdentity } = await import("../../../components/secrets/age-identity");
      new AgeIdentity("key", { protect: true });
    });
    asked = resources[0] as Asked;
    const module = { exports: {} as { handler(): typeof provider } };
    const run = compileFunction(asked.inputs.__provider as string, ["exports", "require", "module"]) as (...args: unknown[]) => void;
    run(module.exports, jest.requireActual, module);
    provider = module.exports.handler();
  }, 60_000);

  test("keeps the identity secret, and is protected", () => {
    expect(asked).toMatchObject({ type: "AgeIdentity", protect: true, additionalSecretOutputs: ["identity"] });
  });

  test("its code in the state makes keys, is small, and holds no folder of this machine", async () => {
    const { id, outs } = await provider.create({});
    expect(outs).toEqual({ identity: expect.stringMatching(/^AGE-SECRET-KEY-1/) as string, recipient: id });
    expect((asked.inputs.__provider as string).length).toBeLessThan(8000);
    expect(asked.inputs.__provider).not.toContain(process.cwd());
  });

  test("its code in the state takes an identity from before", async () => {
    const keys = generateAgeKeys();
    expect(await provider.create({ recovered: keys.identity })).toEqual({ id: keys.recipient, outs: keys });
    expect((await provider.create({ recovered: null })).id).toMatch(/^age1/);
  });

  test("never changes: files of years are encrypted for it", async () => {
    expect(await provider.diff("id", { recipient: "old" }, {})).toEqual({ changes: false });
  });
});
