import { backupTypes } from "./components/backup/schedules";
import { imageName } from "./components/platform/images";
import type { ApplicationConfig, StackConfig } from "./config";

/** @returns a line for each name, port, image or path that two want */
export function namesTakenTwice(config: StackConfig): string[] {
  const applications = Object.entries(config.applications);
  return [
    ...nameClashes(applications),
    ...clashes("host port", [["ballast:gateway.port", String(config.gateway.port)], ...hostPorts(applications)]),
    ...clashes("image name", [...ownImages, ...builds(applications)]),
    ...clashes("path", [["the gateway", "/health"], ["the gateway", "/ready"], ...routes(applications)]),
  ];
}

const builtIn = [
  "certificates-metrics",
  "postgres",
  "postgres-certificate",
  "postgres-databases",
  "postgres-retire",
  "postgres-backup",
  "postgres-backup-certificate",
  "postgres-backup-configuration",
  "postgres-dump",
  "postgres-dump-certificate",
  ...["postgres-verification", "postgres-dump-verification", "redis-backup-verification"].flatMap((name) => [
    name,
    `${name}-first-backup`,
    `${name}-now`,
  ]),
  ...backupTypes.map((type) => `postgres-backup-${type}`),
  "object-store",
  "object-store-certificate",
  "redis",
  "redis-certificate",
  "redis-users",
  "redis-backup",
  "redis-retire",
  "gateway",
  "gateway-certificate",
  "default-deny",
  "edge",
  "names",
  "scheduler",
];
const ownImages: [string, string][] = [
  "base",
  ...["gateway", "object-store", "postgres", "redis", "supercronic"].map((name) => `images-${name}`),
].map((name) => ["the stack", name]);
/** What either platform calls after a unit, beside the unit itself. */
const suffixes = ["", "-files", "-outside", "-pods", "-secrets"];
/** Of any generation, also of none yet: no restore has to wait until an application has another name. */
const restoreUnit = new RegExp(`^(postgres|redis)-restore-\\d+(${suffixes.join("|")})$`);

/** Every container has a name of its own on the host, and so has the one that holds its files. */
function nameClashes(applications: [string, ApplicationConfig][]): string[] {
  const owners = new Map(builtIn.flatMap(withFiles).map((unit) => [unit, "the stack itself"]));
  const ownerOf = (unit: string) => (restoreUnit.test(unit) ? "the stack itself" : owners.get(unit));
  return applications.flatMap(([name, { replicas }]) => {
    const numbered = Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
    const units = [...numbered, `${name}-certificate`].flatMap(withFiles);
    const taken = units.find((unit) => ownerOf(unit) !== undefined);
    const owner = ownerOf(taken ?? "");
    for (const unit of units) owners.set(unit, `a container of ballast:applications.${name}`);
    if (taken === undefined) return [];
    return [
      `ballast:applications.${name}: the name${taken === name ? "" : ` ${taken}, of one of its containers,`} is taken by ${owner}; choose another`,
    ];
  });
}

function withFiles(unit: string): string[] {
  return suffixes.map((suffix) => `${unit}${suffix}`);
}

/** Applications that share a folder share its image. */
function builds(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { build }], index) =>
    build === undefined || applications.findIndex(([, other]) => other.build === build) < index
      ? []
      : [[`ballast:applications.${name}.build`, imageName(build)]],
  );
}

/** Keys that ask for a port of the host or of every node, and the port. */
export function hostPorts(applications: [string, ApplicationConfig][]): [string, string][] {
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
