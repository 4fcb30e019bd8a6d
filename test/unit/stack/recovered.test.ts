/** A stack that is made anew from its backup (DR1). Does NOT prove: that the engine makes these values its own; test/docker/disaster.test.ts does. */
import * as pulumi from "@pulumi/pulumi";
import { one, ofType } from "./program";
import { record, type Asked } from "./record";

const recovered = {
  secrets: { "postgres-archive-key": "passphrase", "redis-backup-key": "identity" },
  authority: { certificate: "PEM", key: "KEY" },
};
let resources: Asked[];

beforeAll(async () => {
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = '["ballast:recovered"]';
  // As the engine runs it: the stack itself is a resource, and hands what it was told on to all others.
  const program = () => pulumi.runtime.runInPulumiStack(async () => ({ ...(await import("../../../index")) }));
  ({ resources } = await record({ recovered }, program));
}, 120_000);
afterAll(() => delete process.env["PULUMI_CONFIG_SECRET_KEYS"]);

test("what generates secrets gets those from before, each its own, and as a secret (SE1)", () => {
  const given = (type: string, name: string) => one(resources, type, name);
  expect(given("GeneratedSecret", "postgres-archive-key").inputs["recovered"]).toBe("passphrase");
  expect(given("AgeIdentity", "redis-backup-key").inputs["recovered"]).toBe("identity");
  expect(given("AuthorityCertificate", "certificates-authority").inputs["recovered"]).toEqual(recovered.authority);
  expect(given("GeneratedSecret", "postgres-archive-key").secretInputs).toContain("recovered");
});

test("one that the stack did not have is generated", () => {
  expect(one(resources, "GeneratedSecret", "redis-admin-password").inputs["recovered"]).toBeNull();
});

test("nothing else gets any, and no backup keeps them a second time", () => {
  for (const type of ["Container", "LeafCertificate", "Volume"]) {
    for (const { inputs } of ofType(resources, type)) expect(inputs).not.toHaveProperty("recovered");
  }
  const { uploads } = one(resources, "Container", "postgres-backup-configuration-files").inputs as { uploads: { content: string }[] };
  expect((JSON.parse(uploads[0]!.content) as { config: object }).config).not.toHaveProperty("ballast:recovered");
});
