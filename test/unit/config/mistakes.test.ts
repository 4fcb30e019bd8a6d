import { RunError, secret } from "@pulumi/pulumi";
import { ConfigError } from "../../../config-problems";
import { mistakes } from "./refused";

function vault(change: Record<string, unknown>): Record<string, unknown> {
  const given = { address: "https://vault:8200", path: "ballast", field: "passphrase", version: 1, roleId: "a role" };
  return { postgres: { backup: { vault: { ...given, ...change } } } };
}

const shop = (settings: Record<string, unknown>) => ({ applications: { shop: { build: "services/shop", ...settings } } });
const named = (name: string) => ({ applications: { [name]: { build: "services/shop" } } });
const allowedCpu = 'allowed is a whole number of thousandths of a core, as in "500m"';
const allowedSize = 'allowed is a whole number of Mi or Gi, as in "512Mi" or "2Gi"';
const allowedPath = 'allowed is a URL path as in "/health"';
const allowedRoute = 'allowed is a URL path of whole segments as in "/notes", or "/"';
const allowedFolder = 'allowed is a folder of the project, written as in "services/notes"';
const allowedImage = 'allowed is an image reference as in "registry.example/shop:1.2" or, better, with "@sha256:" and 64 hex digits';
const allowedExposure = 'allowed is "gateway" or "host" or "stack"';
const allowedName = "allowed are 1 to 40 characters of a to z, 0 to 9 and -, beginning with a letter, ending with a letter or digit";

const outside = { place: "outside", endpoint: "s3.example.com", bucket: "shop-backups", region: "eu-central-1", keyId: "AKIA1" };
const cluster = { context: "here", registry: "localhost:5001" };
const onKubernetes = (config: Record<string, unknown>) => ({ platform: "kubernetes", kubernetes: cluster, ...config });

describe("fails, naming key, value and what is allowed, for", () => {
  const wrong: [what: string, config: Record<string, unknown>, message: string][] = [
    ["a platform that there is not", { platform: "nomad" }, 'ballast:platform: got "nomad", allowed is "docker" or "kubernetes"'],
    ["a platform that is no text", { platform: 3 }, 'ballast:platform: got 3, allowed is "docker" or "kubernetes"'],
    ["text where true or false belongs", { protectData: "yes" }, 'ballast:protectData: got "yes", allowed is true or false'],
    [
      "all findings accepted at once",
      { preflight: { accept: ["all"] } },
      'ballast:preflight.accept.0: got "all", allowed is the id of a finding, see `./ballast preflight --list`',
    ],
    ["a list where an object belongs", { postgres: [] }, "ballast:postgres: got a list, allowed is an object"],
    [
      "null where an object belongs",
      { postgres: null },
      "ballast:postgres: got null, allowed is an object; give it a value, or remove the key",
    ],
    ["text where an object belongs", { postgres: "on" }, 'ballast:postgres: got "on", allowed is an object'],
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
    ["too few connections", { postgres: { maxConnections: 5 } }, "ballast:postgres.maxConnections: got 5, allowed is at least 10"],
    ["too many connections", { postgres: { maxConnections: 2000 } }, "ballast:postgres.maxConnections: got 2000, allowed is at most 1000"],
    ["half a connection", { postgres: { maxConnections: 50.5 } }, "ballast:postgres.maxConnections: got 50.5, allowed is a whole number"],
    [
      "connections as text",
      { postgres: { maxConnections: "100" } },
      'ballast:postgres.maxConnections: got "100", allowed is a whole number; write it without quotes',
    ],
    ["a version before the first", { postgres: { secretVersion: 0 } }, "ballast:postgres.secretVersion: got 0, allowed is at least 1"],
    ["half a version", { redis: { secretVersion: 1.5 } }, "ballast:redis.secretVersion: got 1.5, allowed is a whole number"],
    [
      "an eviction that there is not",
      { redis: { eviction: "lru" } },
      'ballast:redis.eviction: got "lru", allowed is "noeviction" or "allkeys-lru" or "volatile-lru"',
    ],
    ["port 0", { gateway: { port: 0 } }, "ballast:gateway.port: got 0, allowed is at least 1"],
    ["a port above the last", { gateway: { port: 70000 } }, "ballast:gateway.port: got 70000, allowed is at most 65535"],
    [
      "a host name where an address belongs",
      { gateway: { address: "localhost" } },
      'ballast:gateway.address: got "localhost", allowed is an IPv4 address as in "127.0.0.1"',
    ],
    [
      "a certificate that every up would renew",
      { certificates: { lifetimeDays: 30 } },
      "ballast:certificates: got an object, allowed is a renewBeforeDays below lifetimeDays: every `up` would renew",
    ],
    [
      "a certificate that browsers would refuse for its length",
      { certificates: { lifetimeDays: 3650 } },
      "ballast:certificates.lifetimeDays: got 3650, allowed is at most 825",
    ],
    [
      "a host with its port",
      { gateway: { hosts: ["shop.example.com:443"] } },
      'ballast:gateway.hosts.0: got "shop.example.com:443", allowed is a host name in lower case as in "shop.example.com"',
    ],
    ["a word for TLS", { gateway: { tls: "on" } }, 'ballast:gateway.tls: got "on", allowed is true or false'],
    [
      "an IPv6 address",
      { gateway: { address: "::1" } },
      'ballast:gateway.address: got "::1", allowed is an IPv4 address as in "127.0.0.1"',
    ],
    [
      "a host key that is none",
      { hostTuning: { ssh: { host: "h", hostKey: "SHA256:abc" } } },
      'ballast:hostTuning.ssh.hostKey: got "SHA256:abc", allowed is the host\'s public key as in "ssh-ed25519 AAAA…"',
    ],
    ["SSH without a host key", { hostTuning: { ssh: { host: "h" } } }, "ballast:hostTuning.ssh.hostKey: got nothing, allowed is text"],
    [
      "SSH to an address with a user in it",
      { hostTuning: { ssh: { host: "root@h", hostKey: "ssh-ed25519 AAAA" } } },
      'ballast:hostTuning.ssh.host: got "root@h", allowed is a host name or an address',
    ],
    [
      "SSH without a key",
      { hostTuning: { ssh: { host: "h", hostKey: "ssh-ed25519 AAAA" } } },
      "ballast:hostTuningKey: got nothing, allowed is a private key where hostTuning.ssh is given: pulumi config set --secret ballast:hostTuningKey <KEYFILE",
    ],
    [
      "a key for no host",
      { hostTuningKey: secret("a key") },
      "ballast:hostTuningKey: got a secret, allowed is nothing without hostTuning.ssh; remove it, or say which host it opens",
    ],
    [
      "backups that are kept nowhere (BR9)",
      { postgres: { backup: { localRepository: false } } },
      "ballast:postgres.backup.localRepository: got false, allowed is true without postgres.backup.objectStorage: WAL and backups have to be kept somewhere",
    ],
    [
      "the stack's object store, which is not made",
      { postgres: { backup: { objectStorage: { place: "stack" } } } },
      'ballast:postgres.backup.objectStorage.place: got "stack", allowed is "outside" unless ballast:objectStore.enabled is true',
    ],
    [
      "a bucket without its key",
      { postgres: { backup: { objectStorage: outside } } },
      'ballast:objectStorageKey: got nothing, allowed is a secret access key where postgres.backup.objectStorage.place is "outside": pulumi config set --secret ballast:objectStorageKey',
    ],
    [
      "a key for no bucket",
      { objectStorageKey: secret("a key") },
      'ballast:objectStorageKey: got a secret, allowed is nothing unless postgres.backup.objectStorage.place is "outside"; remove it, or say which bucket it opens',
    ],
    [
      "a bucket nowhere in particular",
      { postgres: { backup: { objectStorage: { bucket: "shop-backups" } } } },
      'ballast:postgres.backup.objectStorage.place: got nothing, allowed is "stack" or "outside"',
    ],
    [
      "an endpoint with its scheme",
      { objectStorageKey: secret("a key"), postgres: { backup: { objectStorage: { ...outside, endpoint: "https://s3.example.com" } } } },
      'ballast:postgres.backup.objectStorage.endpoint: got "https://s3.example.com", allowed is a host name in lower case as in "s3.eu-central-1.amazonaws.com"',
    ],
    [
      "a bucket's name in capitals",
      { objectStorageKey: secret("a key"), postgres: { backup: { objectStorage: { ...outside, bucket: "Shop" } } } },
      'ballast:postgres.backup.objectStorage.bucket: got "Shop", allowed is a bucket\'s name as in "shop-backups": 3 to 63 characters of a to z, 0 to 9, . and -',
    ],
    [
      "a certificate that is none",
      { objectStorageKey: secret("a key"), postgres: { backup: { objectStorage: { ...outside, caCertificate: "ca.crt" } } } },
      'ballast:postgres.backup.objectStorage.caCertificate: got "ca.crt", allowed is a certificate in PEM',
    ],
    [
      "too little memory for the object store",
      { objectStore: { resources: { requests: { memory: "8Mi" }, limits: { memory: "8Mi" } } } },
      "ballast:objectStore.resources.limits.memory: got 8Mi, allowed is at least 64Mi",
    ],
    [
      "Vault without a secret id",
      vault({}),
      "ballast:vaultSecretId: got nothing, allowed is a secret id where postgres.backup.vault is given: pulumi config set --secret ballast:vaultSecretId",
    ],
    [
      "a secret id for no Vault",
      { vaultSecretId: secret("a secret id") },
      "ballast:vaultSecretId: got a secret, allowed is nothing without postgres.backup.vault; remove it, or say which Vault it opens",
    ],
    [
      "Vault without TLS",
      vault({ address: "http://vault:8200" }),
      'ballast:postgres.backup.vault.address: got "http://vault:8200", allowed is an HTTPS URL without a path, as in "https://vault.example:8200"',
    ],
    [
      "a file in place of a certificate",
      vault({ caCertificate: "ca.crt" }),
      'ballast:postgres.backup.vault.caCertificate: got "ca.crt", allowed is a certificate as PEM',
    ],
    [
      "a path that begins with a slash",
      vault({ path: "/ballast" }),
      'ballast:postgres.backup.vault.path: got "/ballast", allowed is a path without a slash at its ends, as in "teams/data"',
    ],
    ["no pinned version", vault({ version: undefined }), "ballast:postgres.backup.vault.version: got nothing, allowed is a whole number"],
    ["a list of applications", { applications: ["shop"] }, "ballast:applications: got a list, allowed is an object"],
    ["a name in capitals", named("Shop"), `ballast:applications.Shop: got the name "Shop", ${allowedName}`],
    [
      "a name of 41 characters",
      named("a".repeat(41)),
      `ballast:applications.${"a".repeat(41)}: got the name "${"a".repeat(41)}", ${allowedName}`,
    ],
    ["a name that ends with a hyphen", named("shop-"), `ballast:applications.shop-: got the name "shop-", ${allowedName}`],
    ["a name that begins with a digit", named("1shop"), `ballast:applications.1shop: got the name "1shop", ${allowedName}`],
    ["an empty name", named(""), `ballast:applications.: got the name "", ${allowedName}`],
    [
      "null where an application belongs",
      { applications: { shop: null } },
      "ballast:applications.shop: got null, allowed is an object; give it a value, or remove the key",
    ],
    ["an empty folder", { applications: { shop: { build: "" } } }, `ballast:applications.shop.build: got "", ${allowedFolder}`],
    ["an empty image", { applications: { shop: { image: "" } } }, `ballast:applications.shop.image: got "", ${allowedImage}`],
    [
      "neither folder nor image",
      { applications: { shop: {} } },
      "ballast:applications.shop: got an object, allowed is exactly one of build and image; give one",
    ],
    [
      "both folder and image",
      shop({ image: "shop:1" }),
      "ballast:applications.shop: got an object, allowed is exactly one of build and image; remove one",
    ],
    ["an application's port above the last", shop({ port: 65536 }), "ballast:applications.shop.port: got 65536, allowed is at most 65535"],
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
      'ballast:applications.shop.needs.0: got "mysql", allowed is "postgres" or "redis"',
    ],
    [
      "a need that is no list",
      shop({ needs: "redis" }),
      'ballast:applications.shop.needs: got "redis", allowed is a list; put it in square brackets',
    ],
    ["no replica", shop({ replicas: 0 }), "ballast:applications.shop.replicas: got 0, allowed is at least 1"],
    ["21 replicas", shop({ replicas: 21 }), "ballast:applications.shop.replicas: got 21, allowed is at most 20"],
    [
      "a variable's name that no shell takes",
      shop({ env: { "MY-VAR": "1" } }),
      'ballast:applications.shop.env.MY-VAR: got the name "MY-VAR", allowed are letters, digits and _, first no digit',
    ],
    [
      "a secret by its name (SE5)",
      shop({ env: { API_TOKEN: "canary" } }),
      "ballast:applications.shop.env.API_TOKEN: got a value under the name of a secret, allowed is a setting, or the path of a file with the secret; declare the need for a store, or name the file",
    ],
    [
      "a login in a URL (SE5)",
      shop({ env: { BACKEND: "redis://shop:canary@redis:6379" } }),
      "ballast:applications.shop.env.BACKEND: got a URL with a password, allowed is a setting, or the path of a file with the secret; declare the need for a store, or name the file",
    ],
    [
      "a variable that is no text",
      shop({ env: { SIZE: 1 } }),
      "ballast:applications.shop.env.SIZE: got 1, allowed is text; put it in quotes",
    ],
    [
      "an exposure to something else",
      shop({ exposure: { to: "internet" } }),
      `ballast:applications.shop.exposure.to: got "internet", ${allowedExposure}`,
    ],
    ["an exposure to nothing", shop({ exposure: {} }), `ballast:applications.shop.exposure.to: got nothing, ${allowedExposure}`],
    [
      "an exposure to an object, which is not printed",
      shop({ exposure: { to: { host: "hush" } } }),
      `ballast:applications.shop.exposure.to: got an object, ${allowedExposure}`,
    ],
    ["an exposure as text", shop({ exposure: "gateway" }), 'ballast:applications.shop.exposure: got "gateway", allowed is an object'],
    [
      "a host exposure without its port",
      shop({ exposure: { to: "host" } }),
      "ballast:applications.shop.exposure.port: got nothing, allowed is a whole number",
    ],
    [
      "a stack exposure with a port",
      shop({ exposure: { to: "stack", port: 1 } }),
      "ballast:applications.shop.exposure.port: there is no such key; remove it or correct its name",
    ],
    [
      "an exposure's path without its slash",
      shop({ exposure: { to: "gateway", path: "shop" } }),
      `ballast:applications.shop.exposure.path: got "shop", ${allowedRoute}`,
    ],
    ...["/shop/", "//", "/shop//api", "/shop.v1", "/~shop", "/a b", "/shop?x=1", ""].map(
      (path): [string, Record<string, unknown>, string] => [
        `the exposure's path ${JSON.stringify(path)}, which is not made of whole segments`,
        shop({ exposure: { to: "gateway", path } }),
        `ballast:applications.shop.exposure.path: got ${JSON.stringify(path)}, ${allowedRoute}`,
      ],
    ),
    ["egress as text", shop({ egress: "yes" }), 'ballast:applications.shop.egress: got "yes", allowed is true or false'],
    ["root", shop({ user: 0 }), "ballast:applications.shop.user: got 0, allowed is at least 1"],
    ["a user above the last", shop({ user: 65_535 }), "ballast:applications.shop.user: got 65535, allowed is at most 65534"],
    [
      "an application's version before the first",
      shop({ secretVersion: 0 }),
      "ballast:applications.shop.secretVersion: got 0, allowed is at least 1",
    ],
    ["a key that there is not", { kafka: {} }, "ballast:kafka: there is no such key; remove it or correct its name"],
    [
      "a key that is one but for a letter",
      { postgress: {} },
      "ballast:postgress: there is no such key; correct its name to postgres, or remove it",
    ],
    [
      "a key in capitals, one level down",
      { redis: { Storage: "1Gi" } },
      "ballast:redis.Storage: there is no such key; correct its name to storage, or remove it",
    ],
    [
      "a key that means what another does",
      shop({ secretversion: 2 }),
      "ballast:applications.shop.secretversion: there is no such key; correct its name to secretVersion, or remove it",
    ],
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
      "a limit too small for Postgres",
      { postgres: { maxConnections: 10, resources: { requests: { memory: "64Mi" }, limits: { memory: "127Mi" } } } },
      "ballast:postgres.resources.limits.memory: got 127Mi, allowed is at least 128Mi",
    ],
    [
      "a limit too small for Redis",
      { redis: { resources: { requests: { memory: "16Mi" }, limits: { memory: "31Mi" } } } },
      "ballast:redis.resources.limits.memory: got 31Mi, allowed is at least 32Mi",
    ],
    [
      "a limit too small for the gateway",
      { gateway: { resources: { requests: { memory: "8Mi" }, limits: { memory: "15Mi" } } } },
      "ballast:gateway.resources.limits.memory: got 15Mi, allowed is at least 16Mi",
    ],
    [
      "a limit too small for an application",
      shop({ resources: { requests: { memory: "8Mi" }, limits: { memory: "15Mi" } } }),
      "ballast:applications.shop.resources.limits.memory: got 15Mi, allowed is at least 16Mi",
    ],
    [
      "more connections than the memory has room for",
      { postgres: { maxConnections: 257 } },
      "ballast:postgres.maxConnections: got 257, allowed is at most 256, one for each 4Mi of the memory limit",
    ],
    [
      "the default of connections, where the memory has no room for it",
      { postgres: { resources: { limits: { memory: "399Mi" } } } },
      "ballast:postgres.maxConnections: got 100, allowed is at most 99, one for each 4Mi of the memory limit",
    ],
    [
      "a host port that the gateway has",
      shop({ exposure: { to: "host", port: 8080 } }),
      "ballast:applications.shop.exposure.port: got host port 8080, which ballast:gateway.port has already; choose another",
    ],
    ["memory in gigabytes", { postgres: { storage: "0.5Gi" } }, `ballast:postgres.storage: got "0.5Gi", ${allowedSize}`],
    ["memory below nothing", { redis: { storage: "-1Gi" } }, `ballast:redis.storage: got "-1Gi", ${allowedSize}`],
    ["memory as a bare number", { redis: { storage: 512 } }, `ballast:redis.storage: got 512, ${allowedSize}`],
    ["memory in small letters", { redis: { storage: "512mi" } }, `ballast:redis.storage: got "512mi", ${allowedSize}`],
    ["memory with a space", { redis: { storage: "2 Gi" } }, `ballast:redis.storage: got "2 Gi", ${allowedSize}`],
    [
      "more storage than any engine can count",
      { redis: { storage: "10000000Gi" } },
      `ballast:redis.storage: got "10000000Gi", ${allowedSize}`,
    ],
    [
      "half a core",
      shop({ resources: { limits: { cpu: 0.5 } } }),
      `ballast:applications.shop.resources.limits.cpu: got 0.5, ${allowedCpu}`,
    ],
    ["a negative port", { gateway: { port: -80 } }, "ballast:gateway.port: got -80, allowed is at least 1"],
    ["a port as text", { gateway: { port: "80" } }, 'ballast:gateway.port: got "80", allowed is a whole number; write it without quotes'],
    [
      "a port with its address",
      { gateway: { port: "127.0.0.1:80" } },
      'ballast:gateway.port: got "127.0.0.1:80", allowed is a whole number',
    ],
    ["true in quotes", { protectData: "true" }, 'ballast:protectData: got "true", allowed is true or false; write it without quotes'],
    [
      "an address with a part above the last",
      { gateway: { address: "10.0.0.256" } },
      'ballast:gateway.address: got "10.0.0.256", allowed is an IPv4 address as in "127.0.0.1"',
    ],
    [
      "an address with its network",
      { gateway: { address: "10.0.0.0/8" } },
      'ballast:gateway.address: got "10.0.0.0/8", allowed is an IPv4 address as in "127.0.0.1"',
    ],
    [
      "an application that is only its folder",
      { applications: { shop: "services/shop" } },
      'ballast:applications.shop: got "services/shop", allowed is an object',
    ],
    ["a name with an underscore", named("my_shop"), `ballast:applications.my_shop: got the name "my_shop", ${allowedName}`],
    ["a name with a dot", named("shop.v1"), `ballast:applications.shop.v1: got the name "shop.v1", ${allowedName}`],
    ...["/services/shop", "./services/shop", "services/shop/", "../shop", "services/../../shop", "services//shop", "my shop", "."].map(
      (build): [string, Record<string, unknown>, string] => [
        `the folder ${JSON.stringify(build)}`,
        shop({ build }),
        `ballast:applications.shop.build: got ${JSON.stringify(build)}, ${allowedFolder}`,
      ],
    ),
    ...["my shop:1", "Shop:1", "shop:", "https://registry.example/shop", "shop@sha256:0123", "shop:1 ", "registry.example/"].map(
      (image): [string, Record<string, unknown>, string] => [
        `the image ${JSON.stringify(image)}`,
        { applications: { shop: { image } } },
        `ballast:applications.shop.image: got ${JSON.stringify(image)}, ${allowedImage}`,
      ],
    ),
    ["the same need twice", shop({ needs: ["redis", "redis"] }), "ballast:applications.shop.needs: got a list, allowed is each store once"],
    [
      "a need that is nothing",
      shop({ needs: [null] }),
      'ballast:applications.shop.needs.0: got null, allowed is "postgres" or "redis"; give it a value, or remove the key',
    ],
    [
      "a variable's name with a digit first",
      shop({ env: { "1ST": "a" } }),
      'ballast:applications.shop.env.1ST: got the name "1ST", allowed are letters, digits and _, first no digit',
    ],
    [
      "a variable that is true",
      shop({ env: { DEBUG: true } }),
      "ballast:applications.shop.env.DEBUG: got true, allowed is text; put it in quotes",
    ],
    ["variables as a list", shop({ env: ["DEBUG=1"] }), "ballast:applications.shop.env: got a list, allowed is an object"],
    ...["PORT", "DATABASE_URL_FILE", "REDIS_URL_FILE", "REDIS_KEY_PREFIX"].map((variable): [string, Record<string, unknown>, string] => [
      `the variable ${variable}, which the stack sets`,
      shop({ env: { [variable]: "x" } }),
      `ballast:applications.shop.env.${variable}: the stack sets it itself; remove it`,
    ]),
    [
      "a text too long to be meant, which is not printed",
      { gateway: { address: "s3cret".repeat(20) } },
      'ballast:gateway.address: got a text of 120 characters, allowed is an IPv4 address as in "127.0.0.1"',
    ],
    [
      "a limit of cores that Docker refuses",
      { redis: { resources: { requests: { cpu: "9m" }, limits: { cpu: "9m" } } } },
      "ballast:redis.resources.limits.cpu: got 9m, allowed is at least 10m",
    ],
    [
      "a request for memory that Docker refuses",
      { redis: { resources: { requests: { memory: "5Mi" } } } },
      "ballast:redis.resources.requests.memory: got 5Mi, allowed is at least 6Mi",
    ],
    [
      "Kubernetes without a cluster",
      { platform: "kubernetes" },
      'ballast:kubernetes: got nothing, allowed where ballast:platform is "kubernetes" is at least { context: NAME, registry: HOST:PORT }',
    ],
    [
      "a cluster beside Docker",
      { kubernetes: cluster },
      'ballast:kubernetes: got a cluster, allowed is nothing while ballast:platform is "docker"; remove one',
    ],
    [
      "a registry that is a URL",
      onKubernetes({ kubernetes: { ...cluster, registry: "https://localhost:5001" } }),
      'ballast:kubernetes.registry: got "https://localhost:5001", allowed is a registry as in "localhost:5001" or "registry.example/team"',
    ],
    [
      "a port that no node has",
      onKubernetes({ gateway: { port: 8080 } }),
      "ballast:gateway.port: got 8080, allowed on Kubernetes is a node port, 30000 to 32767",
    ],
    [
      "host tuning of nodes",
      onKubernetes({ hostTuning: { enabled: true } }),
      "ballast:hostTuning.enabled: got true, allowed is false on Kubernetes: its nodes are tuned by who runs them",
    ],
    [
      "a folder whose image the stack has",
      shop({ build: "images/postgres" }),
      "ballast:applications.shop.build: got image name images-postgres, which the stack has already; choose another",
    ],
  ];

  test.each(wrong)("%s", (_what, config, message) => {
    expect(mistakes(config)).toEqual([message]);
  });

  test("more than a hundred in all, no two alike", () => {
    const messages = wrong.map(([, , message]) => message);
    expect(messages.filter((message, index) => messages.indexOf(message) < index)).toEqual([]);
    expect(wrong.length).toBeGreaterThan(100);
  });

  const units = [
    "postgres",
    "postgres-databases",
    "postgres-retire",
    "postgres-restore-2",
    "redis",
    "redis-users",
    "redis-retire",
    "redis-restore-12",
    "gateway",
    "edge",
    "scheduler",
    "certificates-metrics",
    "postgres-certificate",
    "redis-certificate",
    "gateway-certificate",
  ];
  test.each(units.flatMap((unit) => [unit, `${unit}-files`]))("the name %s, which the stack has itself", (name) => {
    expect(mistakes(named(name))).toEqual([`ballast:applications.${name}: the name is taken by the stack itself; choose another`]);
  });
});

test("neither prints an object nor a list, into which somebody may have put a secret", () => {
  const secret = "hush";
  expect(
    mistakes({
      platform: { password: secret },
      protectData: [secret],
      postgres: { storage: { password: secret }, maxConnections: [secret] },
      gateway: { address: [[secret]] },
      applications: { shop: { build: { password: secret }, needs: [{ password: secret }], env: { A: [secret], B: { C: secret } } } },
    }),
  ).toEqual([
    'ballast:platform: got an object, allowed is "docker" or "kubernetes"',
    "ballast:protectData: got a list, allowed is true or false",
    `ballast:postgres.storage: got an object, ${allowedSize}`,
    "ballast:postgres.maxConnections: got a list, allowed is a whole number",
    "ballast:gateway.address: got a list, allowed is text",
    "ballast:applications.shop.build: got an object, allowed is text",
    'ballast:applications.shop.needs.0: got an object, allowed is "postgres" or "redis"',
    "ballast:applications.shop.env.A: got a list, allowed is text",
    "ballast:applications.shop.env.B: got an object, allowed is text",
  ]);
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

describe("fails for what only the host, the gateway or Postgres would refuse:", () => {
  const build = "x";
  test.each<[what: string, applications: Record<string, object>, messages: string[]]>([
    [
      "a name that is another's replica",
      { a: { build, replicas: 2 }, "a-2": { build } },
      ["ballast:applications.a-2: the name is taken by a container of ballast:applications.a; choose another"],
    ],
    [
      "a name that is another's holder of files",
      { a: { build }, "a-files": { build } },
      ["ballast:applications.a-files: the name is taken by a container of ballast:applications.a; choose another"],
    ],
    [
      "a replica that is another's name",
      { "a-2": { build }, a: { build, replicas: 2 } },
      [
        "ballast:applications.a: the name a-2, of one of its containers, is taken by a container of ballast:applications.a-2; choose another",
      ],
    ],
    [
      "a replica that is the name of a restore",
      { "redis-restore": { build, replicas: 2 } },
      [
        "ballast:applications.redis-restore: the name redis-restore-2, of one of its containers, is taken by the stack itself; choose another",
      ],
    ],
    [
      "a holder of files that is another's name",
      { "a-2-files": { build }, a: { build, replicas: 2 } },
      [
        "ballast:applications.a: the name a-2-files, of one of its containers, is taken by a container of ballast:applications.a-2-files; choose another",
      ],
    ],
    [
      "a certificate's holder that is another's name",
      { "a-certificate": { build }, a: { build } },
      [
        "ballast:applications.a: the name a-certificate, of one of its containers, is taken by a container of ballast:applications.a-certificate; choose another",
      ],
    ],
    [
      "two replicas on one host port",
      { a: { build, replicas: 2, exposure: { to: "host", port: 9000 } } },
      ["ballast:applications.a.replicas: got 2, allowed is 1 on a host port, which one container can hold; expose it to the gateway"],
    ],
    [
      "the gateway's own path",
      { health: { build } },
      ["ballast:applications.health.exposure.path: got path /health, which the gateway has already; choose another"],
    ],
    [
      "the gateway's other path, given",
      { a: { build, exposure: { to: "gateway", path: "/ready" } } },
      ["ballast:applications.a.exposure.path: got path /ready, which the gateway has already; choose another"],
    ],
    ...["postgres", "redis"].map((store): [string, Record<string, object>, string[]] => [
      `the name of the administrator of ${store}`,
      { admin: { build, needs: [store] } },
      ["ballast:applications.admin: the name is that of every store's administrator; choose another"],
    ]),
    [
      "two folders whose images would have one name",
      { a: { build: "apps/shop.v1" }, b: { build: "apps/shop-v1" }, c: { build: "apps/shop.v1" } },
      ["ballast:applications.b.build: got image name apps-shop-v1, which ballast:applications.a.build has already; choose another"],
    ],
    ...["public", "none", "template0", "template1"].map((word): [string, Record<string, object>, string[]] => [
      `the database ${word}, a word of Postgres`,
      { [word]: { build, needs: ["postgres"] } },
      [`ballast:applications.${word}: the name is a word of Postgres, so no database can have it; choose another`],
    ]),
  ])("%s", (_what, applications, messages) => {
    expect(mistakes({ applications })).toEqual(messages);
  });

  test.each<[what: string, applications: Record<string, object>]>([
    ["a name that only a third replica would have", { a: { build, replicas: 2 }, "a-3": { build } }],
    ["a first replica's number", { a: { build, replicas: 2 }, "a-1": { build } }],
    ["several replicas behind the gateway", { a: { build, replicas: 2 } }],
    ["one replica on a host port", { a: { build, replicas: 1, exposure: { to: "host", port: 9000 } } }],
    ["a path that begins like the gateway's own", { a: { build, exposure: { to: "gateway", path: "/health/deep" } } }],
    ["the administrator's name where there is no store", { admin: { build } }],
    ["one folder for two applications", { a: { build: "apps/shop" }, b: { build: "apps/shop" } }],
    ["a word of Postgres where there is no database", { public: { build, needs: ["redis"] } }],
  ])("takes %s", (_what, applications) => {
    expect(mistakes({ applications })).toEqual([]);
  });
});

describe("takes the least that the platform allows, and the most:", () => {
  test.each<[what: string, config: Record<string, unknown>]>([
    [
      "memory for Postgres",
      { postgres: { maxConnections: 32, resources: { requests: { memory: "128Mi" }, limits: { memory: "128Mi" } } } },
    ],
    ["memory for Redis", { redis: { resources: { requests: { memory: "32Mi" }, limits: { memory: "32Mi" } } } }],
    ["memory for the gateway", { gateway: { resources: { requests: { memory: "16Mi" }, limits: { memory: "16Mi" } } } }],
    ["memory for an application", shop({ resources: { requests: { memory: "16Mi" }, limits: { memory: "16Mi" } } })],
    ["connections for the default memory", { postgres: { maxConnections: 256 } }],
    ["connections at all", { postgres: { maxConnections: 1000, resources: { limits: { memory: "4000Mi" } } } }],
    ["cores for Docker", shop({ resources: { requests: { cpu: "1m" }, limits: { cpu: "10m" } } })],
    ["a request for Docker", shop({ resources: { requests: { memory: "6Mi" } } })],
    ["the largest storage", { redis: { storage: "9999999Gi" } }],
    ["a folder with everything", shop({ build: "Apps_2/shop.v1-b/0" })],
    ...["shop", "shop:1.2_a-B", "127.0.0.1:5000/team/my__shop", `ghcr.io/team/shop:1@sha256:${"0a".repeat(32)}`].map(
      (image): [string, Record<string, unknown>] => [`the image ${image}`, { applications: { shop: { image } } }],
    ),
    ["the last user", shop({ user: 65_534 })],
    ["the path of everything", shop({ exposure: { to: "gateway", path: "/" } })],
    ["a path of several segments", shop({ exposure: { to: "gateway", path: "/Shop_1/v-2" } })],
    ["health paths with dots and tildes", shop({ health: "/.well-known/~up", live: "/v1.2/" })],
  ])("%s", (_what, config) => {
    expect(mistakes(config)).toEqual([]);
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
