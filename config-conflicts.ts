import { secretLike } from "./components/platform/secret-like";
import { imageName } from "./components/platform/images";
import { mebibytes, millicores } from "./components/platform/units";
import type { ApplicationConfig, StackConfig } from "./config";

/** @returns one line for each breach of a rule that spans several keys: key, what was got, what to do */
export function conflictsIn(config: StackConfig): string[] {
  const applications = Object.entries(config.applications);
  return [
    ...nameClashes(applications),
    ...clashes("host port", [["ballast:gateway.port", String(config.gateway.port)], ...hostPorts(applications)]),
    ...clashes("image name", [...ownImages, ...builds(applications)]),
    ...clashes("path", [["the gateway", "/health"], ["the gateway", "/ready"], ...routes(applications)]),
    ...applications.flatMap(impossible),
    ...(config.platform === "docker" ? applications.flatMap(sharedHostPort) : []),
    ...applications.flatMap(secretsInEnv),
    ...resourceConflicts(config),
    ...connectionConflicts(config),
    ...tuningConflicts(config),
    ...platformConflicts(config),
  ];
}

const builtIn = [
  "certificates-metrics",
  "postgres",
  "postgres-certificate",
  "postgres-databases",
  "postgres-retire",
  "redis",
  "redis-certificate",
  "redis-users",
  "redis-retire",
  "gateway",
  "gateway-certificate",
  "default-deny",
  "edge",
  "names",
  "scheduler",
];
const ownImages: [string, string][] = ["base", ...["gateway", "postgres", "redis", "supercronic"].map((name) => `images-${name}`)].map(
  (name) => ["the stack", name],
);
/** What an application is told by the stack. */
const ownVariables = ["PORT", "DATABASE_URL_FILE", "REDIS_URL_FILE", "REDIS_KEY_PREFIX", "TLS_CA_FILE", "TLS_CERT_FILE", "TLS_KEY_FILE"];
/** Postgres refuses or has them already. */
const databaseWords = ["public", "none", "template0", "template1"];

/** Every container has a name of its own on the host, and so has the one that holds its files. */
function nameClashes(applications: [string, ApplicationConfig][]): string[] {
  const owners = new Map(builtIn.flatMap(withFiles).map((unit) => [unit, "the stack itself"]));
  return applications.flatMap(([name, { replicas }]) => {
    const numbered = Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
    const units = [...numbered, `${name}-certificate`].flatMap(withFiles);
    const taken = units.find((unit) => owners.has(unit));
    const owner = owners.get(taken ?? "");
    for (const unit of units) owners.set(unit, `a container of ballast:applications.${name}`);
    if (taken === undefined) return [];
    return [
      `ballast:applications.${name}: the name${taken === name ? "" : ` ${taken}, of one of its containers,`} is taken by ${owner}; choose another`,
    ];
  });
}

/** What either platform calls after a unit, beside the unit itself. */
function withFiles(unit: string): string[] {
  return ["", "-files", "-outside", "-pods", "-secrets"].map((suffix) => `${unit}${suffix}`);
}

/** What each key allows, and the platform does not. */
function impossible([name, { env, needs }]: [string, ApplicationConfig]): string[] {
  return [
    ...ownVariables
      .filter((variable) => Object.hasOwn(env, variable))
      .map((variable) => `ballast:applications.${name}.env.${variable}: the stack sets it itself; remove it`),
    ...(needs.length > 0 && name === "admin"
      ? [`ballast:applications.${name}: the name is that of every store's administrator; choose another`]
      : []),
    ...(needs.includes("postgres") && databaseWords.includes(name)
      ? [`ballast:applications.${name}: the name is a word of Postgres, so no database can have it; choose another`]
      : []),
  ];
}

/** On Kubernetes a Service holds the port. */
function sharedHostPort([name, { exposure, replicas }]: [string, ApplicationConfig]): string[] {
  return exposure.to !== "stack" && exposure.port !== undefined && replicas > 1
    ? [
        `ballast:applications.${name}.replicas: got ${replicas}, allowed is 1 on a host port, which one container can hold; expose it to the gateway`,
      ]
    : [];
}

/** Applications that share a folder share its image. */
function builds(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { build }], index) =>
    build === undefined || applications.findIndex(([, other]) => other.build === build) < index
      ? []
      : [[`ballast:applications.${name}.build`, imageName(build)]],
  );
}

function hostPorts(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { exposure }]) =>
    exposure.to !== "stack" && exposure.port !== undefined ? [[`ballast:applications.${name}.exposure.port`, String(exposure.port)]] : [],
  );
}

function routes(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { exposure }]) =>
    exposure.to === "gateway" ? [[`ballast:applications.${name}.exposure.path`, exposure.path ?? `/${name}`]] : [],
  );
}

function clashes(what: string, uses: [key: string, value: string][]): string[] {
  return uses.flatMap(([key, value], index) => {
    const first = uses.slice(0, index).find(([, other]) => other === value);
    return first ? [`${key}: got ${what} ${value}, which ${first[0]} has already; choose another`] : [];
  });
}

/** Mebibytes below which the server cannot be given any memory of its own. */
const leastMemory: Record<string, number> = { postgres: 128, redis: 32 };
/** Docker refuses a container with less: thousandths of a core, and mebibytes. */
const least = { cpuLimit: 10, memoryRequest: 6 };

/** A connection costs memory even while it is idle. */
function connectionConflicts({ postgres: { maxConnections, resources } }: StackConfig): string[] {
  const most = Math.floor(mebibytes(resources.limits.memory) / 4);
  return maxConnections > most
    ? [`ballast:postgres.maxConnections: got ${maxConnections}, allowed is at most ${most}, one for each 4Mi of the memory limit`]
    : [];
}

function resourceConflicts(config: StackConfig): string[] {
  const all = [
    ["postgres", config.postgres] as const,
    ["redis", config.redis] as const,
    ["gateway", config.gateway] as const,
    ...Object.entries(config.applications).map(([name, app]) => [`applications.${name}`, app] as const),
  ];
  return all.flatMap(([key, { resources }]) => [
    ...(mebibytes(resources.limits.memory) < (leastMemory[key] ?? 16)
      ? [`ballast:${key}.resources.limits.memory: got ${resources.limits.memory}, allowed is at least ${leastMemory[key] ?? 16}Mi`]
      : []),
    ...(millicores(resources.limits.cpu) < least.cpuLimit
      ? [`ballast:${key}.resources.limits.cpu: got ${resources.limits.cpu}, allowed is at least ${least.cpuLimit}m`]
      : []),
    ...(mebibytes(resources.requests.memory) < least.memoryRequest
      ? [`ballast:${key}.resources.requests.memory: got ${resources.requests.memory}, allowed is at least ${least.memoryRequest}Mi`]
      : []),
    ...(millicores(resources.requests.cpu) > millicores(resources.limits.cpu)
      ? [`ballast:${key}.resources.requests.cpu: got ${resources.requests.cpu}, allowed is at most the limit, ${resources.limits.cpu}`]
      : []),
    ...(mebibytes(resources.requests.memory) > mebibytes(resources.limits.memory)
      ? [
          `ballast:${key}.resources.requests.memory: got ${resources.requests.memory}, allowed is at most the limit, ${resources.limits.memory}`,
        ]
      : []),
  ]);
}

/** The value is not told: it may be one. */
function secretsInEnv([name, { env }]: [string, ApplicationConfig]): string[] {
  return Object.entries(env).flatMap(([variable, value]) => {
    const found = secretLike(variable, value);
    return found
      ? [
          `ballast:applications.${name}.env.${variable}: got ${found}, allowed is a setting, or the path of a file with the secret; declare the need for a store, or name the file`,
        ]
      : [];
  });
}

/** Somebody logs in over SSH with a key, and locally without one. */
function tuningConflicts({ hostTuning: { ssh }, hostTuningKey }: StackConfig): string[] {
  if (ssh && !hostTuningKey)
    return [
      "ballast:hostTuningKey: got nothing, allowed is a private key where hostTuning.ssh is given: pulumi config set --secret ballast:hostTuningKey <KEYFILE",
    ];
  if (!ssh && hostTuningKey)
    return ["ballast:hostTuningKey: got a secret, allowed is nothing without hostTuning.ssh; remove it, or say which host it opens"];
  return [];
}

const nodePorts = { first: 30_000, last: 32_767 };

function platformConflicts(config: StackConfig): string[] {
  const { platform, kubernetes, hostTuning, gateway, applications } = config;
  if (platform === "docker")
    return kubernetes ? ['ballast:kubernetes: got a cluster, allowed is nothing while ballast:platform is "docker"; remove one'] : [];
  if (!kubernetes)
    return [
      'ballast:kubernetes: got nothing, allowed where ballast:platform is "kubernetes" is at least { context: NAME, registry: HOST:PORT }',
    ];
  const ports: [string, string][] = [["ballast:gateway.port", String(gateway.port)], ...hostPorts(Object.entries(applications))];
  return [
    ...(hostTuning.enabled
      ? ["ballast:hostTuning.enabled: got true, allowed is false on Kubernetes: its nodes are tuned by who runs them"]
      : []),
    ...ports
      .filter(([, port]) => Number(port) < nodePorts.first || Number(port) > nodePorts.last)
      .map(([key, port]) => `${key}: got ${port}, allowed on Kubernetes is a node port, ${nodePorts.first} to ${nodePorts.last}`),
  ];
}
