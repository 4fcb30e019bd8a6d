import { basename } from "node:path";
import { given, leaves, nameOf, type Exported, type ResourceState, type Values } from "./state";

/** What docker.Container was given, as far as a Compose file can say it. */
interface ContainerInputs {
  image: string;
  name: string;
  command?: string[];
  entrypoints?: string[];
  envs?: string[];
  user?: string;
  groupAdds?: string[];
  init?: boolean;
  readOnly?: boolean;
  capabilities?: { drops?: string[] };
  securityOpts?: string[];
  memory?: number;
  memorySwap?: number;
  memoryReservation?: number;
  cpuPeriod?: number;
  cpuQuota?: number;
  cpuShares?: number;
  shmSize?: number;
  tmpfs?: Record<string, string>;
  mounts?: { source: string; target: string; readOnly: boolean }[];
  volumes?: { fromContainer?: string }[];
  uploads?: { file: string; content: string }[];
  ports?: { internal: number; external: number; ip: string }[];
  networksAdvanced?: { name: string; aliases?: string[] }[];
  logDriver?: string;
  logOpts?: Record<string, string>;
  healthcheck?: { tests: string[]; interval: string; timeout: string; startPeriod: string; retries: number };
  restart?: string;
  stopTimeout?: number;
}

export interface ComposeProject {
  /** For a Compose file; JSON is YAML. */
  document: object;
  /** What is mounted into the services: path below the project's folder → content. */
  files: Record<string, string>;
}

/**
 * The containers of a deployed stack as a Compose project: same images, limits, checks, networks, volumes and order. The containers
 * that hold secrets and files, and the volumes with certificates, become bind mounts; the gates become conditions on `depends_on`.
 * @param state with its secrets in the clear
 */
export function composeProject(state: Exported, folder: string): ComposeProject {
  const all = leaves(state);
  const of = (type: string) => all.filter((resource) => resource.type === type);
  const containers = of("docker:index/container:Container").map((resource) => ({ resource, inputs: inputsOf<ContainerInputs>(resource) }));
  const holders = new Map(containers.flatMap(({ resource, inputs }) => (inputs.uploads ? [[resource.id, inputs.uploads] as const] : [])));
  const fileVolumes = new Map(
    containers.flatMap(({ inputs: { uploads, mounts = [] } }) => (uploads ? mounts.map(({ source }) => [source, uploads] as const) : [])),
  );
  const images = new Map(of("docker:index/remoteImage:RemoteImage").map(({ outputs }) => [outputs?.["imageId"], outputs?.["name"]]));
  const networks = of("docker:index/network:Network");
  const volumes = of("docker:index/volume:Volume").filter((volume) => !fileVolumes.has(inputsOf<{ name: string }>(volume).name));
  const services = containers.filter(({ inputs }) => !inputs.uploads);
  const conditions = conditionsOf(all, new Map(services.map(({ resource }) => [resource.id, nameOf(resource)])));
  const files: Record<string, string> = {};

  const document = {
    services: Object.fromEntries(
      services.map(({ resource, inputs }) => {
        const unit = nameOf(resource);
        const uploads = [
          ...(inputs.volumes ?? []).flatMap(({ fromContainer }) => holders.get(fromContainer ?? "") ?? []),
          ...(inputs.mounts ?? []).flatMap(({ source, target }) =>
            (fileVolumes.get(source) ?? []).map(({ file, content }) => ({ file: `${target}/${basename(file)}`, content })),
          ),
        ];
        for (const { file, content } of uploads) files[`${unit}${file}`] = content;
        const targets = [...new Set(uploads.map(({ file }) => file.slice(0, file.lastIndexOf("/"))))];
        const binds = targets.map((target) => ({ type: "bind", source: `${folder}/${unit}${target}`, target, read_only: true }));
        const mounts = (inputs.mounts ?? [])
          .filter(({ source }) => !fileVolumes.has(source))
          .map(({ source, target, readOnly }) => ({ type: "volume", source: keyIn(volumes, source), target, read_only: readOnly }));
        return [
          unit,
          {
            ...service(inputs),
            image: images.get(inputs.image) ?? inputs.image,
            pull_policy: "never",
            volumes: [...mounts, ...binds],
            networks: Object.fromEntries(
              (inputs.networksAdvanced ?? []).map(({ name, aliases = [] }) => [keyIn(networks, name), { aliases }]),
            ),
            depends_on: Object.fromEntries((resource.dependencies ?? []).flatMap((urn) => conditions.get(urn) ?? [])),
          },
        ];
      }),
    ),
    networks: Object.fromEntries(networks.map((network) => [nameOf(network), networkOf(network)])),
    volumes: Object.fromEntries(volumes.map((volume) => [nameOf(volume), {}])),
  };
  return { document: escaped(document) as object, files };
}

/** What a dependency on a resource means to Compose; the gates come after their containers, and have the last word. */
function conditionsOf(all: ResourceState[], units: Map<string | undefined, string>): Map<string, [[string, { condition: string }]]> {
  const conditions = new Map<string, [[string, { condition: string }]]>();
  const gates = new Map<string, string>();
  for (const resource of all.filter(({ type }) => type.endsWith(":ContainerGate"))) {
    const { container, until } = inputsOf<{ container: string; until: "healthy" | "ended" }>(resource);
    const unit = units.get(container);
    if (!unit) continue;
    gates.set(unit, until === "healthy" ? "service_healthy" : "service_completed_successfully");
    conditions.set(resource.urn, [[unit, { condition: gates.get(unit) as string }]]);
  }
  // Who waits for a container in our stack always waits for its gate too: one condition for both.
  for (const { urn, id } of all) {
    const unit = units.get(id);
    if (unit && !conditions.has(urn)) conditions.set(urn, [[unit, { condition: gates.get(unit) ?? "service_started" }]]);
  }
  return conditions;
}

function service(inputs: ContainerInputs): Values {
  const { healthcheck: health } = inputs;
  return {
    ...(inputs.command && { command: inputs.command }),
    ...(inputs.entrypoints && { entrypoint: inputs.entrypoints }),
    environment: inputs.envs ?? [],
    user: inputs.user,
    group_add: inputs.groupAdds,
    init: inputs.init,
    read_only: inputs.readOnly,
    cap_drop: inputs.capabilities?.drops,
    security_opt: inputs.securityOpts,
    mem_limit: mebibytes(inputs.memory),
    memswap_limit: mebibytes(inputs.memorySwap),
    mem_reservation: mebibytes(inputs.memoryReservation),
    cpu_period: inputs.cpuPeriod,
    cpu_quota: inputs.cpuQuota,
    cpu_shares: inputs.cpuShares,
    shm_size: mebibytes(inputs.shmSize),
    tmpfs: Object.entries(inputs.tmpfs ?? {}).map(([path, options]) => `${path}:${options}`),
    ports: (inputs.ports ?? []).map(({ internal, external, ip }) => ({ target: internal, published: `${external}`, host_ip: ip })),
    logging: { driver: inputs.logDriver, options: inputs.logOpts },
    restart: inputs.restart,
    ...(inputs.stopTimeout !== undefined && { stop_grace_period: `${inputs.stopTimeout}s` }),
    ...(health && {
      healthcheck: {
        test: health.tests,
        interval: health.interval,
        timeout: health.timeout,
        start_period: health.startPeriod,
        retries: health.retries,
      },
    }),
  };
}

function networkOf(network: ResourceState): Values {
  const { driver, internal, options } = inputsOf<{ driver: string; internal?: boolean; options?: Record<string, string> }>(network);
  return { driver, internal: internal ?? false, ...(options && { driver_opts: options }) };
}

/** @returns the name within the stack of what has this name on the host */
function keyIn(resources: ResourceState[], physical: string): string {
  const found = resources.find((resource) => inputsOf<{ name: string }>(resource).name === physical);
  if (!found) throw new Error(`compose file: ${physical} is not a resource of the stack`);
  return nameOf(found);
}

function inputsOf<T>(resource: ResourceState): T {
  return given(resource.inputs, (plain) => plain) as T;
}

const mebibytes = (size: number | undefined): string | undefined => (size === undefined ? undefined : `${size}m`);

/** A dollar sign would be a variable to Compose. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, property]) => [key, escaped(property)]));
}
