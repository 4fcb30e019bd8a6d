import { rootCertificates } from "node:tls";
import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "../../../config";

test("an empty configuration has these defaults", () => {
  expect(parseConfig({})).toEqual({
    platform: "docker",
    protectData: true,
    preflight: { disk: "30Gi", memory: "4Gi", cpus: 2, ports: [], airGapped: false, accept: [] },
    postgres: {
      resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "1000m", memory: "1Gi" } },
      storage: "10Gi",
      maxConnections: 100,
      backup: {
        schedules: { full: "0 2 * * 0", differential: "0 2 * * 1-6" },
        retentionDays: 7,
        retentionFullBackups: 1,
        verification: { schedule: "0 4 * * *", onUp: false, recoveryTimeMinutes: 30 },
        localRepository: true,
        dump: {
          schedule: "30 3 * * *",
          retentionDays: 7,
          retentionCount: 1,
          storage: "5Gi",
          verification: { schedule: "30 4 * * *", onUp: false },
        },
      },
      secretVersion: 1,
    },
    redis: {
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      storage: "2Gi",
      eviction: "noeviction",
      backup: {
        schedule: "30 2 * * *",
        retentionDays: 7,
        retentionCount: 1,
        storage: "1Gi",
        verification: { schedule: "0 3 * * *", onUp: false },
      },
      secretVersion: 1,
    },
    objectStore: {
      enabled: false,
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "256Mi" } },
      storage: "10Gi",
    },
    gateway: {
      port: 8080,
      address: "127.0.0.1",
      tls: true,
      hosts: [],
      resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
    },
    certificates: { lifetimeDays: 90, renewBeforeDays: 30 },
    hostTuning: { enabled: false },
    applications: {},
  });
});

test("an application has these defaults", () => {
  expect(parseConfig({ applications: { shop: { build: "services/shop" } } }).applications).toEqual({
    shop: {
      build: "services/shop",
      port: 8080,
      health: "/health",
      needs: [],
      replicas: 1,
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
      env: {},
      exposure: { to: "gateway" },
      egress: false,
      user: 10001,
      secretVersion: 1,
    },
  });
});

test("a value given deep inside leaves its neighbours at their defaults", () => {
  const { postgres } = parseConfig({ postgres: { resources: { limits: { memory: "4Gi" } } } });
  expect(postgres).toEqual({
    resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "1000m", memory: "4Gi" } },
    storage: "10Gi",
    maxConnections: 100,
    backup: {
      schedules: { full: "0 2 * * 0", differential: "0 2 * * 1-6" },
      retentionDays: 7,
      retentionFullBackups: 1,
      verification: { schedule: "0 4 * * *", onUp: false, recoveryTimeMinutes: 30 },
      localRepository: true,
      dump: {
        schedule: "30 3 * * *",
        retentionDays: 7,
        retentionCount: 1,
        storage: "5Gi",
        verification: { schedule: "30 4 * * *", onUp: false },
      },
    },
    secretVersion: 1,
  });
});

test("a complete configuration comes back as it was given", () => {
  const atMost = (memory: string) => ({ requests: { cpu: "1m", memory: "6Mi" }, limits: { cpu: "10m", memory } });
  const resources = atMost("16Mi");
  const complete = {
    platform: "docker",
    protectData: false,
    preflight: { disk: "1Mi", memory: "1Gi", cpus: 64, ports: [1, 65535], airGapped: true, accept: ["disk-low", "port-in-use:1"] },
    postgres: {
      resources: atMost("128Mi"),
      storage: "1Mi",
      maxConnections: 10,
      backup: {
        schedules: { full: "0 1 * * 6", differential: "0 1 * * 0-5", incremental: "0 * * * *" },
        retentionDays: 30,
        retentionFullBackups: 4,
        localRepository: false,
        objectStorage: {
          place: "outside",
          endpoint: "s3.example.com",
          port: 9000,
          bucket: "shop.backups-1",
          region: "eu-central-1",
          uriStyle: "path",
          keyId: "AKIA1",
          caCertificate: rootCertificates[0],
        },
        vault: {
          address: "https://vault.example:8200",
          caCertificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
          namespace: "teams/data",
          mount: "kv",
          path: "ballast/prod",
          field: "passphrase",
          version: 3,
          roleId: "3f7e397f",
          secretIdWrapped: true,
        },
        dump: {
          schedule: "0 4 * * *",
          retentionDays: 31,
          retentionCount: 1000,
          storage: "1Mi",
          verification: { schedule: "0 6 * * *", onUp: true },
        },
        verification: { schedule: "30 5 * * *", onUp: true, recoveryTimeMinutes: 1440 },
      },
      secretVersion: 7,
    },
    redis: {
      resources: atMost("32Mi"),
      storage: "900Gi",
      eviction: "allkeys-lru",
      backup: {
        schedule: "0 5 * * *",
        retentionDays: 1,
        retentionCount: 2,
        storage: "2Mi",
        verification: { schedule: "0 7 * * *", onUp: true },
      },
      secretVersion: 2,
    },
    objectStore: { enabled: true, resources: atMost("64Mi"), storage: "1Gi" },
    objectStorageKey: pulumi.secret("a key"),
    gateway: { port: 1, address: "0.0.0.0", tls: false, hosts: ["a", "shop.example.com"], resources },
    certificates: { lifetimeDays: 825, renewBeforeDays: 824 },
    hostTuning: { enabled: true, ssh: { host: "10.0.0.7", port: 2222, user: "admin", hostKey: "ssh-ed25519 AAAA" } },
    hostTuningKey: pulumi.secret("a key"),
    vaultSecretId: pulumi.secret("a secret id"),
    applications: {
      a: {
        image: `registry.example/a@sha256:${"01".repeat(32)}`,
        port: 65535,
        health: "/",
        live: "/a-b/c_d~e.f",
        needs: ["redis", "postgres"],
        replicas: 20,
        resources,
        env: { _a9: "", port: "$(x)" },
        exposure: { to: "gateway", path: "/" },
        egress: true,
        user: 1,
        secretVersion: 99,
      },
      ["b".repeat(40)]: {
        build: "b",
        port: 1,
        health: "/health",
        needs: [],
        replicas: 1,
        resources,
        env: {},
        exposure: { to: "host", port: 65535 },
        egress: false,
        user: 65534,
        secretVersion: 1,
      },
    },
  };
  expect(parseConfig(complete)).toEqual(complete);
});

test("parsing is pure: the same configuration twice gives equal results that share nothing", () => {
  const first = parseConfig({ applications: { a: { build: "x" } } });
  const second = parseConfig({ applications: { a: { build: "x" } } });
  first.applications.a?.needs.push("redis");
  first.postgres.maxConnections = 11;
  expect(second.applications.a?.needs).toEqual([]);
  expect(parseConfig({}).postgres.maxConnections).toBe(100);
  expect(parseConfig({ applications: { a: { build: "x" } } }).applications.a?.needs).toEqual([]);
});
