/**
 * index.ts with backups in a bucket outside of the stack, under mocks: who is told its key, and who may go out (BR9, SE1).
 * Does NOT prove: that anything is kept there; test/docker/object-store.test.ts does that with the stack's own.
 */
import { stackOutputs, type StackOutputs } from "../../../outputs";
import { longRunning, one, runProgram } from "./program";
import type { Asked } from "./record";

const key = "canary-of-the-secret-access-key";
let resources: Asked[];
let outputs: StackOutputs;

beforeAll(async () => {
  process.env.PULUMI_CONFIG_SECRET_KEYS = '["ballast:objectStorageKey"]';
  ({ resources, outputs } = await runProgram({
    postgres: {
      backup: {
        localRepository: false,
        objectStorage: { place: "outside", endpoint: "s3.example.com", bucket: "shop-backups", region: "eu-central-1", keyId: "AKIA1" },
      },
    },
    objectStorageKey: key,
  }));
}, 120_000);

afterAll(() => delete process.env.PULUMI_CONFIG_SECRET_KEYS);

test("the preflight looks at the bucket, with the key in a secret", () => {
  const { inputs, secretInputs } = one(resources, "Preflight", "preflight");
  expect(secretInputs).toEqual(["bucket"]);
  expect(inputs["bucket"]).toEqual({
    ...{ endpoint: "s3.example.com", port: 443, bucket: "shop-backups", region: "eu-central-1", uriStyle: "host" },
    ...{ folder: "ballast-dev", keyId: "AKIA1", secretKey: JSON.stringify(key) },
  });
});

test("the key is in the secret files of Postgres and of its jobs, and nowhere else", () => {
  const holders = resources.filter(({ inputs }) => JSON.stringify(inputs).includes(key));
  expect(holders.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "Container postgres-backup-differential-files",
    "Container postgres-backup-full-files",
    "Container postgres-files",
    "Preflight preflight",
  ]);
  for (const { type, secretInputs } of holders) expect(secretInputs).toContain(type === "Preflight" ? "bucket" : "uploads");
});

test("Postgres and its jobs, and nobody else but the gateway and what shares the network of Postgres, may go out", () => {
  const edge = longRunning(resources).filter(({ inputs }) =>
    (inputs.networksAdvanced as { name: string }[]).some(({ name }) => name === "ballast-dev-edge"),
  );
  expect(edge.map(({ name }) => name)).toEqual([
    "gateway",
    "postgres",
    "postgres-backup",
    "postgres-backup-differential",
    "postgres-backup-full",
  ]);
});

test("the outputs tell the bucket, and no volume that holds a repository", () => {
  expect(stackOutputs.parse(outputs).recovery["postgres"]?.archive).toMatchObject({
    volumes: [],
    repositories: [{ number: 1, type: "s3", endpoint: "s3.example.com:443", bucket: "shop-backups", folder: "ballast-dev" }],
  });
  expect(JSON.stringify(outputs)).not.toContain(key);
});
