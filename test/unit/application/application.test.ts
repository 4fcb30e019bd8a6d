/**
 * What an application asks of its platform. Does NOT prove: that the program in it reads these files; test/docker proves that for the samples.
 */
import * as pulumi from "@pulumi/pulumi";
import { parseConfig, type ApplicationConfig } from "../../../config";
import { FakePlatform, type Call } from "../stack/fake-platform";
import { record } from "../stack/record";

const rich = `registry.example/rich@sha256:${"01".repeat(32)}`;
let calls: Call[];

const configured = (settings: Record<string, unknown>) =>
  parseConfig({ applications: { shop: settings } }).applications.shop as ApplicationConfig;

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Application } = await import("../../../components/application/application");
    const platform = new FakePlatform();
    const authority = new CertificateAuthority("certificates", platform, {
      commonName: "test",
      protect: true,
      lifetimeDays: 90,
      renewBeforeDays: 30,
    });
    const granted = new pulumi.ComponentResource("test:Granted", "granted");
    const access = (store: string, url: string) => ({ workload: { name: store, host: store }, url: pulumi.secret(url), granted });
    new Application("plain", platform, { authority, config: configured({ build: "services/plain" }) });
    new Application("rich", platform, {
      authority,
      config: configured({
        image: rich,
        port: 3000,
        health: "/ready",
        live: "/live",
        resources: { limits: { cpu: "2000m", memory: "1Gi" } },
        env: { LANG: "C" },
        exposure: { to: "host", port: 80 },
        egress: true,
        user: 1234,
      }),
      postgres: access("postgres", "postgres://canary"),
      redis: access("redis", "redis://canary"),
    });
    new Application("inner", platform, {
      authority,
      config: configured({ build: "x", replicas: 4, exposure: { to: "stack" } }),
      redis: access("redis", "redis://canary"),
    });
    return platform.calls;
  });
  calls = result;
}, 60_000);

const args = (name: string) => calls.find((call) => call.name === name)?.args;
const certificateFiles = {
  TLS_CA_FILE: "/run/certificates/ca.crt",
  TLS_CERT_FILE: "/run/certificates/tls.crt",
  TLS_KEY_FILE: "/run/certificates/tls.key",
};

test("default configuration", () => {
  expect(args("plain")).toEqual({
    image: { build: "services/plain" },
    env: { PORT: "8080" },
    secrets: {},
    mounts: [],
    needs: [],
    ports: { http: { port: 8080, exposure: { from: "stack" } } },
    probes: { readiness: { check: { http: "/health", port: 8080 }, initialDelay: 5, period: 5, timeout: 3, failures: 3 } },
    replicas: 1,
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    egress: false,
    user: 10001,
  });
});

test("custom configuration", () => {
  expect(args("rich")).toEqual({
    image: { reference: rich },
    env: {
      PORT: "3000",
      DATABASE_URL_FILE: "/run/secrets/database-url",
      REDIS_URL_FILE: "/run/secrets/redis-url",
      REDIS_KEY_PREFIX: "rich:",
      LANG: "C",
      ...certificateFiles,
    },
    secrets: { "database-url": "postgres://canary", "redis-url": "redis://canary" },
    mounts: [{ volume: { name: "rich-certificate" }, path: "/run/certificates", readOnly: true }],
    needs: ["postgres", "redis"],
    ports: { http: { port: 3000, exposure: { from: "host", port: 80 } } },
    probes: {
      readiness: { check: { http: "/ready", port: 3000 }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
      liveness: { check: { http: "/live", port: 3000 }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
    },
    replicas: 1,
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "2000m", memory: "1Gi" } },
    egress: true,
    user: 1234,
  });
});

test("whoever needs a store gets one certificate of its own, and nobody else does", () => {
  expect(calls.filter(({ kind }) => kind === "fileVolume").map(({ name }) => name)).toEqual([
    "certificates-metrics",
    "rich-certificate",
    "inner-certificate",
  ]);
});

test("several replicas, where no host port is in the way", () => {
  expect(args("inner")).toMatchObject({ replicas: 4 });
});

test("one need: its variables and its secret, and nothing of the other store", () => {
  expect(args("inner")).toMatchObject({
    env: { PORT: "8080", REDIS_URL_FILE: "/run/secrets/redis-url", REDIS_KEY_PREFIX: "inner:" },
    secrets: { "redis-url": "redis://canary" },
    needs: ["redis"],
    ports: { http: { port: 8080, exposure: { from: "stack" } } },
  });
  expect(JSON.stringify(args("inner"))).not.toContain("DATABASE");
});
