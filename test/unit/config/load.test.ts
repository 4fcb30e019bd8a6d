/**
 * How configuration comes from Pulumi into the schema, under mocks.
 * Does NOT prove: what the Pulumi program writes into these variables for a stack's YAML; test/engine proves that.
 */
import * as pulumi from "@pulumi/pulumi";
import { loadConfig, parseConfig } from "../../../config";

beforeAll(() =>
  pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "", state: inputs as object }), call: () => ({}) }, "ballast"),
);

function loaded(config: Record<string, string>) {
  pulumi.runtime.setAllConfig(config);
  return loadConfig();
}

test("nothing given: the defaults", () => {
  expect(loaded({})).toEqual(parseConfig({}));
});

test("text as it stands, everything else as JSON", () => {
  const config = loaded({
    "ballast:platform": "docker",
    "ballast:protectData": "false",
    "ballast:postgres": '{"maxConnections":20}',
    "ballast:applications": '{"shop":{"build":"services/shop"}}',
  });
  expect(config).toEqual(
    parseConfig({
      platform: "docker",
      protectData: false,
      postgres: { maxConnections: 20 },
      applications: { shop: { build: "services/shop" } },
    }),
  );
});

test("other namespaces are not ours, even one that begins alike", () => {
  expect(loaded({ "aws:region": "eu-north-1", "ballasted:platform": "nomad", "pulumi:tags": "{}" })).toEqual(parseConfig({}));
});

test("a secret comes as one, and is not read", async () => {
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = '["ballast:hostTuningKey"]';
  const ssh = { host: "h", hostKey: "ssh-ed25519 AAAA" };
  const { hostTuningKey } = loaded({ "ballast:hostTuning": JSON.stringify({ ssh }), "ballast:hostTuningKey": "the key" });
  expect(await pulumi.isSecret(hostTuningKey as pulumi.Output<string>)).toBe(true);
  delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
});

test("a secret that was given as plain text is refused, and not shown", () => {
  expect(() => loaded({ "ballast:hostTuningKey": "the key" })).toThrow(
    'ballast:hostTuningKey: got "plain text", allowed is a secret: pulumi config set --secret ballast:hostTuningKey <KEYFILE',
  );
});

test("fails for a key that there is not", () => {
  expect(() => loaded({ "ballast:postgress": "{}" })).toThrow("ballast:postgress: there is no such key; remove it or correct its name");
});

test("fails for broken JSON with the text that was given", () => {
  expect(() => loaded({ "ballast:postgres": '{"storage":' })).toThrow('ballast:postgres: got "{\\"storage\\":"');
});

test("fails for an empty value", () => {
  expect(() => loaded({ "ballast:platform": "" })).toThrow('ballast:platform: got ""');
});
