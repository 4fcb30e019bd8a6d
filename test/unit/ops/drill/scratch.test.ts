import { recordOf } from "../../../../ops/drill/rebuild";
import { scratchConfig } from "../../../../ops/drill/scratch";

/** The stack that a drill makes and destroys. Does NOT prove: that it works, and is gone afterwards; test/docker/disaster.test.ts does. */

const recovered = { secrets: {}, authority: { certificate: "PEM", key: "KEY" } };
const scratch = (plain: Record<string, unknown>, secret: Record<string, string> = {}) => scratchConfig({ plain, secret, recovered }, 4711);

test("it answers on this machine alone, on a port of its own, and under no name", () => {
  const gateway = { address: "0.0.0.0", port: 443, hosts: ["shop.example"], tls: true };
  expect(scratch({ "ballast:gateway": gateway }).plain["ballast:gateway"]).toEqual({ port: 4711, hosts: [], tls: true });
});

test("in a cluster the gateway keeps the address under which nodes are reached", () => {
  const plain = { "ballast:platform": "kubernetes", "ballast:gateway": { address: "10.0.0.1", port: 30_000 } };
  expect(scratch(plain).plain["ballast:gateway"]).toEqual({ address: "10.0.0.1", port: 4711, hosts: [] });
});

test("it writes to no bucket, changes nothing of the host, and protects nothing", () => {
  const postgres = { storage: "4Gi", backup: { retentionDays: 3, objectStorage: { place: "outside" } }, recovery: { generation: 2 } };
  const { plain, secret } = scratch(
    {
      "ballast:postgres": postgres,
      "ballast:objectStore": { enabled: true },
      "ballast:hostTuning": { enabled: true },
      "ballast:protectData": true,
    },
    { "ballast:objectStorageKey": "key", "ballast:hostTuningKey": "key", "ballast:vaultSecretId": "id" },
  );
  expect(plain).toEqual({
    "ballast:postgres": { storage: "4Gi", backup: { retentionDays: 3 }, recovery: { generation: 2 } },
    "ballast:gateway": { port: 4711, hosts: [] },
    "ballast:applications": {},
    "ballast:protectData": false,
  });
  expect(secret).toEqual({ "ballast:vaultSecretId": "id" });
});

test("its applications take no port, and reach nobody outside of it", () => {
  const applications = {
    shop: { build: "shop", egress: true, exposure: { to: "host", port: 80 } },
    notes: { build: "notes", exposure: { to: "gateway", path: "/n", port: 81 } },
    other: { image: "other" },
  };
  expect(scratch({ "ballast:applications": applications }).plain["ballast:applications"]).toEqual({
    shop: { build: "shop", egress: false, exposure: { to: "stack" } },
    notes: { build: "notes", egress: false, exposure: { to: "gateway", path: "/n" } },
    other: { image: "other", egress: false },
  });
});

describe("the record", () => {
  const [started, finished] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-01-01T00:02:00Z")];
  const steps = [{ step: "verify backup", seconds: 1, what: "passes" }] as const;
  const progress = { done: [...steps] };

  test("has RTO and RPO of one that went well (DR4)", () => {
    const recovered = { backup: "20260101-000000F", snapshot: null, refused: [], lastTransactionAt: "2025-12-31T23:59:30.000Z", steps: [] };
    expect(recordOf(started, finished, progress, recovered)).toMatchObject({
      outcome: "pass",
      reason: null,
      rtoSeconds: 120,
      rpoSeconds: 30,
    });
    expect(recordOf(started, finished, progress, { ...recovered, lastTransactionAt: null }).rpoSeconds).toBeNull();
  });

  test("of one that failed says why, how far it came, and no time that was not reached", () => {
    expect(recordOf(started, finished, progress, new Error("pulumi up failed"))).toMatchObject({
      outcome: "fail",
      reason: "pulumi up failed",
      rtoSeconds: null,
      steps: [{ step: "verify backup" }],
    });
  });
});
