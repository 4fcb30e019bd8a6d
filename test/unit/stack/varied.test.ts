/**
 * index.ts with the choices that the development stack does not make, under mocks.
 * Does NOT prove: that the published ports answer, or that anything outside is unreachable; test/docker proves those.
 */
import { stackOutputs, type StackOutputs } from "../../../outputs";
import { longRunning, ofType, one, runProgram } from "./program";
import type { Asked } from "./record";

const shop = `registry.example/shop:1@sha256:${"0123".repeat(16)}`;
let resources: Asked[];
let outputs: StackOutputs;

beforeAll(async () => {
  ({ resources, outputs } = await runProgram({
    gateway: { port: 9000, address: "10.0.0.5" },
    applications: {
      shop: {
        image: shop,
        needs: ["postgres", "redis"],
        exposure: { to: "gateway", path: "/" },
      },
      admin: { image: "registry.example/admin:1", exposure: { to: "host", port: 9100 }, egress: true, live: "/live", env: { LANG: "C" } },
      worker: { image: "registry.example/worker:1", exposure: { to: "stack" }, needs: ["redis"] },
    },
  }));
}, 120_000);

test("an image of somebody else is used as it is given, and not built", () => {
  expect(longRunning(resources).map(({ name, inputs }) => [name, inputs.image])).toEqual([
    ["admin", "registry.example/admin:1"],
    ["gateway", "sha256:images-gateway"],
    ["postgres", "sha256:images-postgres"],
    ["postgres-backup", "sha256:images-postgres"],
    ["postgres-backup-differential", "sha256:services-drill"],
    ["postgres-backup-full", "sha256:services-drill"],
    ["postgres-dump", "sha256:images-postgres"],
    ["postgres-dump-verification", "sha256:services-drill"],
    ["postgres-verification", "sha256:services-drill"],
    ["redis", "sha256:images-redis"],
    ["redis-backup", "sha256:images-redis"],
    ["redis-backup-verification", "sha256:services-drill"],
    ["shop", shop],
    ["worker", "registry.example/worker:1"],
  ]);
  expect(ofType(resources, "RemoteImage").map(({ name }) => name)).toEqual([
    "base",
    "images-gateway",
    "images-postgres",
    "images-redis",
    "images-supercronic",
    "services-drill",
  ]);
});

test("publishes the gateway where it was told, and an application's host port on loopback", () => {
  expect(one(resources, "Container", "gateway").inputs.ports).toEqual([
    { internal: 8080, external: 9000, ip: "10.0.0.5", protocol: "tcp" },
  ]);
  expect(one(resources, "Container", "admin").inputs.ports).toEqual([{ internal: 8080, external: 9100, ip: "127.0.0.1", protocol: "tcp" }]);
  expect(one(resources, "Container", "shop").inputs.ports).toEqual([]);
  expect(one(resources, "Container", "worker").inputs.ports).toEqual([]);
});

test("tells where the gateway answers, and where an application with a port of its own does", () => {
  expect(outputs.endpoints).toEqual({ gateway: "https://10.0.0.5:9000", admin: "http://127.0.0.1:9100" });
});

test("joins only what publishes or may go out to the edge", () => {
  const edge = longRunning(resources).filter(({ inputs }) =>
    (inputs.networksAdvanced as { name: string }[]).some(({ name }) => name === "ballast-dev-edge"),
  );
  expect(edge.map(({ name }) => name)).toEqual(["admin", "gateway"]);
});

test("an application without needs gets no secret, and no container that holds files", () => {
  expect(ofType(resources, "Container").filter(({ name }) => name.startsWith("admin"))).toHaveLength(1);
  expect(one(resources, "Container", "admin").inputs.envs).toEqual(["LANG=C", "PORT=8080"]);
});

test("an application with two needs gets both logins, both networks, and waits for both jobs", () => {
  const shop = one(resources, "Container", "shop");
  expect(shop.inputs.envs).toEqual([
    "DATABASE_URL_FILE=/run/secrets/database-url",
    "PORT=8080",
    "REDIS_KEY_PREFIX=shop:",
    "REDIS_URL_FILE=/run/secrets/redis-url",
    "TLS_CA_FILE=/run/certificates/ca.crt",
    "TLS_CERT_FILE=/run/certificates/tls.crt",
    "TLS_KEY_FILE=/run/certificates/tls.key",
  ]);
  expect((shop.inputs.networksAdvanced as { name: string }[]).map(({ name }) => name)).toEqual([
    "ballast-dev-shop",
    "ballast-dev-postgres",
    "ballast-dev-redis",
  ]);
  expect(shop.dependencies).toEqual(expect.arrayContaining(["ContainerGate::postgres-databases-run", "ContainerGate::redis-users-run"]));
});

test("each store makes a login for exactly those who need it", () => {
  expect(one(resources, "Container", "postgres-databases").inputs.command).toEqual(["postgres-databases", "shop:shop_1"]);
  expect(one(resources, "Container", "redis-users").inputs.command).toEqual(["redis-users", "shop:shop_1", "worker:worker_1"]);
});

test("the gateway needs, and routes to, only what is exposed through it", () => {
  expect(stackOutputs.parse(outputs).services.gateway).toEqual({ units: ["ballast-dev-gateway"], needs: ["shop"] });
  const uploads = one(resources, "Container", "gateway-files").inputs.uploads as { file: string; content: string }[];
  const conf = uploads.find(({ file }) => file === "/run/config/nginx.conf")?.content ?? "";
  expect(conf).toContain("shop");
  expect(conf).not.toMatch(/admin|worker\$|worker:/);
});
