import type { Output } from "@pulumi/pulumi";
import { dataFolder, repositoryFolder } from "../../services/drill/src/places";
import type { Mount, Probes, Resources, Sidecar, Volume, WorkloadArgs } from "../platform/workload";
import { databaseStopTimeout, postgresPort } from "../store/rules";
import { image, user } from "./image";
import { archiveConf, engineFiles } from "./pgbackrest";
import type { RepositoryAccess } from "./repository-access";
import { pgHbaConf, pgIdentConf, postgresqlConf } from "./server-files";

/** No liveness probe: it could kill the server in the middle of a recovery, which then starts over. A crash restarts it anyway. */
const probes: Probes = {
  startup: { check: { command: ["pg_isready", "--quiet"] }, initialDelay: 0, period: 1, timeout: 3, failures: 600 },
  readiness: { check: { command: ["pg_isready"] }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
};

export interface ServerArgs {
  data: Volume;
  /** Absent where no volume holds one. */
  repository?: Volume;
  certificate: Mount;
  access: RepositoryAccess;
  adminPassword: Output<string>;
  /** Which generation of the data it is. */
  env: Record<string, string>;
  /** Hands its files to backups. */
  backup: Sidecar;
  /** Name that that one's certificate is in. */
  backupHost: string;
  resources: Resources;
  /** Further lines of postgresql.conf. */
  settings: Record<string, string>;
}

export function server({ data, repository, certificate, access, env, backupHost, ...args }: ServerArgs): WorkloadArgs {
  return {
    image,
    env: { ...engineFiles, ...access.env(), ...env },
    files: {
      "postgresql.conf": postgresqlConf(args.settings),
      "pg_hba.conf": pgHbaConf,
      "pg_ident.conf": pgIdentConf(backupHost),
      "pgbackrest.conf": archiveConf(access.list),
      ...access.files(),
    },
    secrets: { "admin-password": args.adminPassword, ...access.secrets() },
    mounts: [{ volume: data, path: dataFolder }, ...(repository ? [{ volume: repository, path: repositoryFolder }] : []), certificate],
    ...access.network(),
    scratch: ["/tmp", "/run/postgresql", "/dev/shm"],
    ports: { postgres: { port: postgresPort } },
    probes,
    resources: args.resources,
    user,
    stopTimeout: databaseStopTimeout,
    sidecars: { backup: args.backup },
  };
}
