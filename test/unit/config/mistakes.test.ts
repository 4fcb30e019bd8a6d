import { RunError } from "@pulumi/pulumi";
import { parseConfig } from "../../../config";
import { ConfigError } from "../../../config-problems";

/** @returns the mistakes that a configuration is refused for; none when it is taken */
function mistakes(config: Record<string, unknown>): string[] {
  try {
    parseConfig(config);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const shop = (settings: Record<string, unknown>) => ({ applications: { shop: { build: "services/shop", ...settings } } });
const named = (name: string) => ({ applications: { [name]: { build: "services/shop" } } });
const completeShop =
  '"port":8080,"health":"/health","needs":[],"replicas":1,"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"500m","memory":"512Mi"}},' +
  '"env":{},"exposure":{"to":"gateway"},"egress":false,"user":10001,"secretVersion":1';
const allowedCpu = 'allowed is a whole number of thousandths of a core, as in "500m"';
const allowedSize = 'allowed is a whole number of Mi or Gi, as in "512Mi" or "2Gi"';
const allowedPath = 'allowed is a URL path as in "/health"';
const allowedName = "allowed are 1 to 40 characters of a to z, 0 to 9 and -, beginning with a letter, ending with a letter or digit";

describe("fails, naming key, value and what is allowed, for", () => {
  test.each<[what: string, config: Record<string, unknown>, message: string]>([
    ["a platform that there is not", { platform: "nomad" }, 'ballast:platform: got "nomad", Invalid input: expected "docker"'],
    ["a platform that is no text", { platform: 3 }, 'ballast:platform: got 3, Invalid input: expected "docker"'],
    [
      "text where true or false belongs",
      { protectData: "yes" },
      'ballast:protectData: got "yes", Invalid input: expected boolean, received string',
    ],
    ["a list where an object belongs", { postgres: [] }, "ballast:postgres: got [], Invalid input: expected object, received array"],
    ["null where an object belongs", { postgres: null }, "ballast:postgres: got null, Invalid input: expected object, received null"],
    ["text where an object belongs", { postgres: "on" }, 'ballast:postgres: got "on", Invalid input: expected object, received string'],
    [
      "cores with a fraction",
      { postgres: { resources: { limits: { cpu: "1.5" } } } },
      `ballast:postgres.resources.limits.cpu: got "1.5", ${allowedCpu}`,
    ],
    ["cores as a number", { redis: { resources: { limits: { cpu: 500 } } } }, `ballast:redis.resources.limits.cpu: got 500, ${allowedCpu}`],
    [
      "no core at all",
      { gateway: { resources: { requests: { cpu: "0m" } } } },
      `ballast:gateway.resources.requests.cpu: got "0m", ${allowedCpu}`,
    ],
    [
      "memory in decimal units",
      { gateway: { resources: { limits: { memory: "512M" } } } },
      `ballast:gateway.resources.limits.memory: got "512M", ${allowedSize}`,
    ],
    [
      "memory with a fraction",
      { redis: { resources: { limits: { memory: "1.5Gi" } } } },
      `ballast:redis.resources.limits.memory: got "1.5Gi", ${allowedSize}`,
    ],
    ["storage in decimal units", { redis: { storage: "2GB" } }, `ballast:redis.storage: got "2GB", ${allowedSize}`],
    [
      "too few connections",
      { postgres: { maxConnections: 5 } },
      "ballast:postgres.maxConnections: got 5, Too small: expected number to be >=10",
    ],
    [
      "too many connections",
      { postgres: { maxConnections: 2000 } },
      "ballast:postgres.maxConnections: got 2000, Too big: expected number to be <=1000",
    ],
    [
      "half a connection",
      { postgres: { maxConnections: 50.5 } },
      "ballast:postgres.maxConnections: got 50.5, Invalid input: expected int, received number",
    ],
    [
      "connections as text",
      { postgres: { maxConnections: "100" } },
      'ballast:postgres.maxConnections: got "100", Invalid input: expected number, received string',
    ],
    [
      "a version before the first",
      { postgres: { secretVersion: 0 } },
      "ballast:postgres.secretVersion: got 0, Too small: expected number to be >=1",
    ],
    [
      "half a version",
      { redis: { secretVersion: 1.5 } },
      "ballast:redis.secretVersion: got 1.5, Invalid input: expected int, received number",
    ],
    [
      "an eviction that there is not",
      { redis: { eviction: "lru" } },
      'ballast:redis.eviction: got "lru", Invalid option: expected one of "noeviction"|"allkeys-lru"|"volatile-lru"',
    ],
    ["port 0", { gateway: { port: 0 } }, "ballast:gateway.port: got 0, Too small: expected number to be >=1"],
    ["a port above the last", { gateway: { port: 70000 } }, "ballast:gateway.port: got 70000, Too big: expected number to be <=65535"],
    [
      "a host name where an address belongs",
      { gateway: { address: "localhost" } },
      'ballast:gateway.address: got "localhost", Invalid IPv4 address',
    ],
    ["an IPv6 address", { gateway: { address: "::1" } }, 'ballast:gateway.address: got "::1", Invalid IPv4 address'],
    [
      "a list of applications",
      { applications: ["shop"] },
      'ballast:applications: got ["shop"], Invalid input: expected record, received array',
    ],
    ["a name in capitals", named("Shop"), `ballast:applications.Shop: ${allowedName}`],
    ["a name of 41 characters", named("a".repeat(41)), `ballast:applications.${"a".repeat(41)}: ${allowedName}`],
    ["a name that ends with a hyphen", named("shop-"), `ballast:applications.shop-: ${allowedName}`],
    ["a name that begins with a digit", named("1shop"), `ballast:applications.1shop: ${allowedName}`],
    ["an empty name", named(""), `ballast:applications.: ${allowedName}`],
    [
      "null where an application belongs",
      { applications: { shop: null } },
      "ballast:applications.shop: got null, Invalid input: expected object, received null",
    ],
    [
      "an empty folder",
      { applications: { shop: { build: "" } } },
      'ballast:applications.shop.build: got "", Too small: expected string to have >=1 characters',
    ],
    [
      "an empty image",
      { applications: { shop: { image: "" } } },
      'ballast:applications.shop.image: got "", Too small: expected string to have >=1 characters',
    ],
    [
      "neither folder nor image",
      { applications: { shop: {} } },
      `ballast:applications.shop: got {${completeShop}}, allowed is exactly one of build and image`,
    ],
    [
      "both folder and image",
      shop({ image: "shop:1" }),
      `ballast:applications.shop: got {"build":"services/shop","image":"shop:1",${completeShop}}, allowed is exactly one of build and image`,
    ],
    [
      "an application's port above the last",
      shop({ port: 65536 }),
      "ballast:applications.shop.port: got 65536, Too big: expected number to be <=65535",
    ],
    ["a health path without its slash", shop({ health: "health" }), `ballast:applications.shop.health: got "health", ${allowedPath}`],
    [
      "a health path with a query",
      shop({ health: "/health?full=1" }),
      `ballast:applications.shop.health: got "/health?full=1", ${allowedPath}`,
    ],
    ["a live path with a space", shop({ live: "/a b" }), `ballast:applications.shop.live: got "/a b", ${allowedPath}`],
    [
      "a need that the stack does not have",
      shop({ needs: ["mysql"] }),
      'ballast:applications.shop.needs.0: got "mysql", Invalid option: expected one of "postgres"|"redis"',
    ],
    [
      "a need that is no list",
      shop({ needs: "redis" }),
      'ballast:applications.shop.needs: got "redis", Invalid input: expected array, received string',
    ],
    ["no replica", shop({ replicas: 0 }), "ballast:applications.shop.replicas: got 0, Too small: expected number to be >=1"],
    ["21 replicas", shop({ replicas: 21 }), "ballast:applications.shop.replicas: got 21, Too big: expected number to be <=20"],
    [
      "a variable's name that no shell takes",
      shop({ env: { "MY-VAR": "1" } }),
      "ballast:applications.shop.env.MY-VAR: Invalid string: must match pattern /^[A-Za-z_][A-Za-z0-9_]*$/",
    ],
    [
      "a variable that is no text",
      shop({ env: { SIZE: 1 } }),
      "ballast:applications.shop.env.SIZE: got 1, Invalid input: expected string, received number",
    ],
    [
      "an exposure to something else",
      shop({ exposure: { to: "internet" } }),
      "ballast:applications.shop.exposure.to: got {\"to\":\"internet\"}, Invalid discriminator value. Expected 'gateway' | 'host' | 'stack'",
    ],
    [
      "an exposure as text",
      shop({ exposure: "gateway" }),
      'ballast:applications.shop.exposure: got "gateway", Invalid input: expected object, received string',
    ],
    [
      "a host exposure without its port",
      shop({ exposure: { to: "host" } }),
      "ballast:applications.shop.exposure.port: got nothing, Invalid input: expected number, received undefined",
    ],
    [
      "a gateway exposure with a port",
      shop({ exposure: { to: "gateway", port: 1 } }),
      "ballast:applications.shop.exposure.port: there is no such key; remove it or correct its name",
    ],
    [
      "an exposure's path without its slash",
      shop({ exposure: { to: "gateway", path: "shop" } }),
      `ballast:applications.shop.exposure.path: got "shop", ${allowedPath}`,
    ],
    [
      "egress as text",
      shop({ egress: "yes" }),
      'ballast:applications.shop.egress: got "yes", Invalid input: expected boolean, received string',
    ],
    ["root", shop({ user: 0 }), "ballast:applications.shop.user: got 0, Too small: expected number to be >=1"],
    [
      "an application's version before the first",
      shop({ secretVersion: 0 }),
      "ballast:applications.shop.secretVersion: got 0, Too small: expected number to be >=1",
    ],
    ["a key that there is not", { postgress: {} }, "ballast:postgress: there is no such key; remove it or correct its name"],
    [
      "a key that there is not, one level down",
      { postgres: { port: 1 } },
      "ballast:postgres.port: there is no such key; remove it or correct its name",
    ],
    [
      "a key that there is not, three levels down",
      { postgres: { resources: { limits: { disk: "1Gi" } } } },
      "ballast:postgres.resources.limits.disk: there is no such key; remove it or correct its name",
    ],
    [
      "a request for more cores than the limit",
      { postgres: { resources: { requests: { cpu: "2000m" } } } },
      "ballast:postgres.resources.requests.cpu: got 2000m, allowed is at most the limit, 1000m",
    ],
    [
      "a request for more memory than the limit",
      { redis: { resources: { requests: { memory: "1Gi" } } } },
      "ballast:redis.resources.requests.memory: got 1Gi, allowed is at most the limit, 256Mi",
    ],
    [
      "an application's limit below its default request",
      shop({ resources: { limits: { memory: "64Mi" } } }),
      "ballast:applications.shop.resources.requests.memory: got 128Mi, allowed is at most the limit, 64Mi",
    ],
    [
      "a host port that the gateway has",
      shop({ exposure: { to: "host", port: 8080 } }),
      "ballast:applications.shop.exposure.port: got host port 8080, which ballast:gateway.port has already; choose another",
    ],
  ])("%s", (_what, config, message) => {
    expect(mistakes(config)).toEqual([message]);
  });

  test.each(["postgres", "redis", "gateway", "edge", "scheduler"])("the name %s, which the stack has itself", (name) => {
    expect(mistakes(named(name))).toEqual([`ballast:applications.${name}: the name is taken by the stack itself; choose another`]);
  });
});

describe("fails for clashes between applications:", () => {
  const two = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    mistakes({ applications: { a: { build: "x", exposure: a }, b: { build: "x", exposure: b } } });

  test("the same host port", () => {
    expect(two({ to: "host", port: 9000 }, { to: "host", port: 9000 })).toEqual([
      "ballast:applications.b.exposure.port: got host port 9000, which ballast:applications.a.exposure.port has already; choose another",
    ]);
  });

  test("the same path", () => {
    expect(two({ to: "gateway", path: "/shop" }, { to: "gateway", path: "/shop" })).toEqual([
      "ballast:applications.b.exposure.path: got path /shop, which ballast:applications.a.exposure.path has already; choose another",
    ]);
  });

  test("a path that is another's name, which is its default", () => {
    expect(two({ to: "gateway" }, { to: "gateway", path: "/a" })).toEqual([
      "ballast:applications.b.exposure.path: got path /a, which ballast:applications.a.exposure.path has already; choose another",
    ]);
  });

  test("three on one port are two mistakes, both against the first", () => {
    const exposure = { to: "host", port: 9000 };
    const applications = { a: { build: "x", exposure }, b: { build: "x", exposure }, c: { build: "x", exposure } };
    expect(mistakes({ applications })).toEqual([
      "ballast:applications.b.exposure.port: got host port 9000, which ballast:applications.a.exposure.port has already; choose another",
      "ballast:applications.c.exposure.port: got host port 9000, which ballast:applications.a.exposure.port has already; choose another",
    ]);
  });

  test("no clash: the same port inside, different paths, a path on one and a port on the other", () => {
    expect(two({ to: "gateway" }, { to: "gateway" })).toEqual([]);
    expect(two({ to: "host", port: 9000 }, { to: "host", port: 9001 })).toEqual([]);
    expect(two({ to: "stack" }, { to: "gateway", path: "/a" })).toEqual([]);
  });
});

describe("tells all mistakes at once:", () => {
  test("wrong values and unknown keys, wherever they are", () => {
    const config = {
      platform: "nomad",
      postgres: { storage: "ten", maxConnections: 5, sise: 1 },
      redis: { eviction: "lru" },
      applications: { shop: { build: "x", replicas: 0, needs: ["kafka"] }, Bad: { build: "x" } },
      gatewai: {},
    };
    expect(mistakes(config).map((line) => line.split(": ")[0])).toEqual([
      "ballast:platform",
      "ballast:postgres.storage",
      "ballast:postgres.maxConnections",
      "ballast:postgres.sise",
      "ballast:redis.eviction",
      "ballast:applications.shop.needs.0",
      "ballast:applications.shop.replicas",
      "ballast:applications.Bad",
      "ballast:gatewai",
    ]);
  });

  test("several unknown keys in one place", () => {
    expect(mistakes({ postgres: { a: 1, b: 2 } })).toEqual([
      "ballast:postgres.a: there is no such key; remove it or correct its name",
      "ballast:postgres.b: there is no such key; remove it or correct its name",
    ]);
  });

  test("conflicts of every kind", () => {
    const config = {
      redis: { resources: { requests: { cpu: "2000m", memory: "1Gi" } } },
      applications: {
        edge: { build: "x", exposure: { to: "gateway", path: "/shop" } },
        shop: { build: "x" },
        admin: { build: "x", exposure: { to: "host", port: 8080 } },
      },
    };
    expect(mistakes(config)).toEqual([
      "ballast:applications.edge: the name is taken by the stack itself; choose another",
      "ballast:applications.admin.exposure.port: got host port 8080, which ballast:gateway.port has already; choose another",
      "ballast:applications.shop.exposure.path: got path /shop, which ballast:applications.edge.exposure.path has already; choose another",
      "ballast:redis.resources.requests.cpu: got 2000m, allowed is at most the limit, 500m",
      "ballast:redis.resources.requests.memory: got 1Gi, allowed is at most the limit, 256Mi",
    ]);
  });
});

describe("the error", () => {
  test("is told without a stack trace, and says where the keys are explained", () => {
    const error = new ConfigError(["ballast:a: wrong"]);
    expect(error).toBeInstanceOf(RunError);
    expect(error.message).toBe(
      "the configuration has a mistake:\n  ballast:a: wrong\nKeys, defaults and what is allowed: docs/configuration.md",
    );
  });

  test("counts", () => {
    expect(new ConfigError(["ballast:a: wrong", "ballast:b: wrong"]).message).toBe(
      "the configuration has 2 mistakes:\n  ballast:a: wrong\n  ballast:b: wrong\nKeys, defaults and what is allowed: docs/configuration.md",
    );
  });
});
