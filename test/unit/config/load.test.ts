/**
 * How configuration comes from Pulumi into the schema, under mocks.
 * Does NOT prove: what the Pulumi program writes into these variables for a stack's YAML; test/engine proves that.
 */
import * as pulumi from "@pulumi/pulumi";
import { loadConfig, parseConfig } from "../../../config";
import { problemsIn } from "./refused";

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
    "ballast:applications": '{"shop":{"build":"services/notes"}}',
  });
  expect(config).toEqual(
    parseConfig({
      platform: "docker",
      protectData: false,
      postgres: { maxConnections: 20 },
      applications: { shop: { build: "services/notes" } },
    }),
  );
});

test("other namespaces are not ours, even one that begins alike", () => {
  expect(loaded({ "aws:region": "eu-north-1", "ballasted:region": "eu-north-1", "pulumi:tags": "{}" })).toEqual(parseConfig({}));
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
  expect(() => loaded({ "ballast:postgress": "{}" })).toThrow(
    "ballast:postgress: there is no such key; correct its name to postgres, or remove it",
  );
});

test("fails for broken JSON with the text that was given", () => {
  expect(() => loaded({ "ballast:postgres": '{"storage":' })).toThrow('ballast:postgres: got "{\\"storage\\":"');
});

test("fails for an empty value", () => {
  expect(() => loaded({ "ballast:platform": "" })).toThrow('ballast:platform: got ""');
});

test("fails for a key of ours in another namespace, which would silently be left out", () => {
  expect(problemsIn(() => loaded({ "balast:applications": "{}", "ballast.dev:gateway": "{}" }))).toEqual([
    'balast:applications: got the namespace "balast", allowed is "ballast"; write ballast:applications',
    'ballast.dev:gateway: got the namespace "ballast.dev", allowed is "ballast"; write ballast:gateway',
  ]);
});

describe("a secret", () => {
  afterEach(() => delete process.env["PULUMI_CONFIG_SECRET_KEYS"]);

  test("SE1: is refused, and not printed even where it is wrong: it would become a plain variable", () => {
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = '["ballast:applications","docker:registryAuth"]';
    expect(problemsIn(() => loaded({ "ballast:applications": '{"shop":{"image":"shop","env":{"GREETING":"hush"}}}' }))).toEqual([
      "ballast:applications: got a secret, allowed is plain text: nothing here is kept secret, env can be read by anyone who may inspect a container; set it without --secret",
    ]);
  });
});

test("fails for mistakes of every kind at once", () => {
  const config = {
    "balast:gateway": "{}",
    "ballast:gateway": '{"port":9000}',
    "ballast:applications": '{"a":{"build":"no/such"},"b":{"image":"b","exposure":{"to":"host","port":9000}}}',
  };
  expect(problemsIn(() => loaded(config)).map((line) => line.split(": ")[0])).toEqual([
    "balast:gateway",
    "ballast:applications.b.exposure.port",
    "ballast:applications.a.build",
  ]);
});
