/**
 * The copy of the configuration that every backup keeps (DR1, SE1). Does NOT prove: that a backup stores it, or that a stack can be made
 * from it.
 */
import * as pulumi from "@pulumi/pulumi";
import { configurationFiles, type Configuration } from "../../../components/backup/configuration";
import type { StackOutputs } from "../../../outputs";
import { devApplications, one, runProgram } from "../stack/program";
import { canary, settled, type Asked } from "../stack/record";

interface Upload {
  file: string;
  content: string;
}

const hostTuning = { enabled: true, ssh: { host: "10.0.0.7", hostKey: "ssh-ed25519 AAAA" } };
const config = { applications: devApplications(), hostTuning, hostTuningKey: canary("host-tuning") };
let resources: Asked[];
let outputs: StackOutputs;
let content: Record<string, unknown>;

beforeAll(async () => {
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = '["ballast:hostTuningKey"]';
  ({ resources, outputs } = await runProgram(config));
  const { uploads } = one(resources, "Container", "postgres-backup-configuration-files").inputs;
  const [file] = uploads as [Upload];
  expect(file.file).toBe("/files/configuration.json");
  content = JSON.parse(file.content) as Record<string, unknown>;
}, 120_000);
afterAll(() => delete process.env["PULUMI_CONFIG_SECRET_KEYS"]);

test("says which stack it is", () => {
  expect(content).toMatchObject({ project: "ballast", stack: "dev", contractVersion: outputs.contractVersion });
  expect(Object.keys(content)).toEqual([
    "authority",
    "config",
    "contractVersion",
    "credentials",
    "images",
    "project",
    "secretConfig",
    "signingKeys",
    "stack",
  ]);
});

test("has every credential of the outputs, with its value", () => {
  const expected = Object.entries(outputs.credentials).map(([name, facts]) => {
    const credential: Record<string, unknown> = { ...facts, value: canary(name) };
    delete credential["secretOutput"];
    return [name, credential];
  });
  expect(expected).toHaveLength(8);
  expect(content["credentials"]).toEqual(Object.fromEntries(expected));
});

test("has everything that was configured, and tells what of it is a secret", () => {
  // A secret stays the text that it is, also where it looks like JSON, as all that mocks hand over does.
  const text = JSON.stringify(config.hostTuningKey);
  expect(content["config"]).toEqual({
    "ballast:applications": config.applications,
    "ballast:hostTuning": config.hostTuning,
    "ballast:hostTuningKey": text,
  });
  expect(content["secretConfig"]).toEqual(["ballast:hostTuningKey"]);
});

test("has the key that evidence is signed with: what it signed stays genuine", () => {
  expect(content["signingKeys"]).toEqual({ "postgres-evidence-key": canary("postgres-evidence-key") });
});

test("has the authority with its key, so that clients need not trust another one", () => {
  expect(content["authority"]).toEqual({ certificate: "certificate-of-certificates-authority", key: canary("certificates-authority") });
});

test("has the tag of every image that is built, those too that are described after the backup", () => {
  const images = content["images"] as Record<string, string>;
  const built = resources.filter(({ type, name }) => type === "RemoteImage" && name !== "base");
  expect(Object.keys(images)).toEqual(built.map(({ name }) => name));
  for (const { name, inputs } of built) expect(images[name]).toBe(inputs["name"]);
  expect(images["services-notes"]).toMatch(/^ballast\/services-notes:[0-9a-f]{16}$/);
});

test("is a secret where it is handed over, and goes to nobody but the jobs that make backups", () => {
  expect(one(resources, "Container", "postgres-backup-configuration-files").secretInputs).toEqual(["uploads"]);
  const mounting = resources.filter(({ inputs }) =>
    JSON.stringify(inputs["mounts"] ?? []).includes("ballast-dev-postgres-backup-configuration"),
  );
  expect(mounting.map(({ name }) => name)).toEqual([
    "postgres-backup-configuration-files",
    "postgres-backup-differential",
    "postgres-backup-full",
  ]);
});

test("waits for nothing that waits for the jobs, which are made before anything is told of them", () => {
  const { dependencies } = one(resources, "Container", "postgres-backup-configuration-files");
  expect(dependencies.filter((name) => /^Container|^Workload|^ContainerGate|^Backup/.test(name))).toEqual([]);
});

describe("the file", () => {
  const facts = { purpose: "encryption", store: "s", owner: "s", version: 1 } as const;
  const configuration: Configuration = {
    project: "ballast",
    stack: "dev",
    contractVersion: 1,
    config: { "ballast:redis": { storage: "1Gi", eviction: "noeviction" }, "ballast:protectData": true },
    secretConfig: [],
    authority: { certificate: pulumi.output("PEM"), key: pulumi.output("key") },
    credentials: [
      { name: "b", facts, value: pulumi.output("hush") },
      { name: "a", facts: { ...facts, version: 2 }, value: pulumi.output("still") },
    ],
    signingKeys: { k: pulumi.output("sign") },
    images: { one: "registry.example/one:1" },
  };
  const file = (change: Partial<Configuration> = {}) => configurationFiles(() => ({ ...configuration, ...change }))["configuration.json"]!;

  test("is a secret, even of parts that are none", async () => {
    await expect(pulumi.isSecret(file())).resolves.toBe(true);
  });

  test("is the same for the same content in any order, and another for any other", async () => {
    const text = await settled(file());
    const [b, a] = configuration.credentials as [Configuration["credentials"][0], Configuration["credentials"][0]];
    const shuffled = {
      config: { "ballast:protectData": true, "ballast:redis": { eviction: "noeviction", storage: "1Gi" } },
      credentials: [a, b],
    };
    expect(await settled(file(shuffled))).toBe(text);
    const others = [{ stack: "prod" }, { credentials: [b] }, { images: {} }, { config: {} }, { secretConfig: ["x"] }];
    for (const change of others) expect(await settled(file(change))).not.toBe(text);
  });
});
