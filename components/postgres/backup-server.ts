import { backupPort, dataFolder } from "../../services/drill/src/places";
import type { Mount, Probe, Resources, Sidecar, Volume } from "../platform/workload";
import { image, user } from "./image";
import { backupServerConf, settingsFile } from "./pgbackrest";

const liveness: Probe = {
  check: { command: ["pgbackrest", "server-ping"] },
  initialDelay: 10,
  period: 10,
  timeout: 5,
  failures: 3,
};

const resources: Resources = { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "1000m", memory: "256Mi" } };

/**
 * Hands the server's files to backup jobs, so that those need no volume of it and can run elsewhere.
 * @param host its name, and the common name of the one certificate that both it and its clients show
 */
export function backupServer(host: string, data: Volume, certificate: Mount): Sidecar {
  return {
    image,
    command: ["postgres-backup-server"],
    env: settingsFile,
    files: { "pgbackrest.conf": backupServerConf(host) },
    mounts: [{ volume: data, path: dataFolder, readOnly: true }, certificate],
    ports: { backup: { port: backupPort } },
    liveness,
    resources,
    user,
  };
}
