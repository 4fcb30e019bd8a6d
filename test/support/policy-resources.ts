/** Resources that every policy is content with, made by the components' own builders; each test spoils one thing. */
import { containerArgs, type Placement } from "../../components/platform/docker/container";
import { longRunning, notStarted } from "../../components/platform/docker/create-container";
import { filesContainerArgs } from "../../components/platform/docker/files-container";
import { healthCheck } from "../../components/platform/docker/health-check";
import { filePermissions, secretsFolder } from "../../components/platform/rules/files";
import type { ContainerArgs } from "../../components/platform/workload";
import { archiveConf } from "../../components/postgres/pgbackrest";
import { postgresqlConf } from "../../components/postgres/server-files";
import type { Asked } from "./judge";

type Change = Record<string, unknown>;

interface About {
  name?: string;
  /** Whose part it is. */
  service?: string;
  opts?: NonNullable<Asked["opts"]>;
}

export const image = `sha256:${"0".repeat(64)}`;

const args: ContainerArgs = {
  image: { reference: image },
  resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  user: 10001,
};
const probe = { check: { tcp: 8080 }, initialDelay: 0, period: 5, timeout: 3, failures: 3 };

/** A service. */
export function container(change: Change = {}, { name = "shop", service = name, opts }: About = {}): Asked {
  const made = { ...containerArgs(args, placement(name, service)), ...longRunning(30), healthcheck: healthCheck({ readiness: probe }) };
  return asked("container:Container", name, { ...made, ...change }, { deleteBeforeReplace: true, ...opts });
}

/** A server that is given what databases are given. */
export function database(change: Change = {}, name = "postgres"): Asked {
  return container({ ...longRunning(120), ...change }, { name });
}

/** A container that runs to its end. */
export function job(change: Change = {}): Asked {
  return container({ ...longRunning(30), ...notStarted, healthcheck: undefined, stopTimeout: undefined, ...change }, { name: "shop-job" });
}

/** What holds a service's files and a secret, which is written as it reaches a policy: the builder's is an Output. */
export function holder(files: Record<string, string> = { "shop.conf": "colour = blue\n" }, change: Change = {}, service = "shop"): Asked {
  const made = filesContainerArgs({ ...args, files }, placement(`${service}-files`, service));
  const secret = { file: `${secretsFolder}/token`, content: "t", permissions: filePermissions };
  const uploads = [...(made?.uploads as object[]), secret];
  return asked("container:Container", `${service}-files`, { ...made, uploads, ...change }, { deleteBeforeReplace: true });
}

/** What holds the files of Postgres, and makes its backups encrypted and its archive complete. */
export function postgresFiles(change: { postgresql?: string; pgbackrest?: string } = {}): Asked {
  const { postgresql = postgresqlConf({}), pgbackrest = archiveConf([{ type: "volume", volume: "postgres-repository" }]) } = change;
  return holder({ "postgresql.conf": postgresql, "pgbackrest.conf": pgbackrest }, {}, "postgres");
}

export function network(props: Change = { internal: true }): Asked {
  return asked("network:Network", "shop", { name: "dev-shop", ...props });
}

export function volume(protect: boolean, name: unknown = "dev-postgres-data"): Asked {
  return asked("volume:Volume", "postgres-data", { name }, { protect });
}

export function remoteImage(name: unknown): Asked {
  return asked("remoteImage:RemoteImage", "base", { name });
}

function placement(name: string, service: string): Placement {
  return {
    name: `dev-${name}`,
    image,
    labels: { "ballast.stack": "dev", "ballast.service": service },
    networks: [{ name: `dev-${service}`, alias: service }],
  };
}

/** An argument that is not given does not reach a policy. */
function asked(type: string, name: string, props: Change, opts: Asked["opts"] = {}): Asked {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  return { type: `docker:index/${type}`, name, props: given, opts };
}
