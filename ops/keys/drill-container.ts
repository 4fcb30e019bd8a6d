import { allCapabilities, noNewPrivileges } from "../../components/platform/docker/rules/confinement";
import { secretsFolder } from "../../components/platform/rules/files";
import { passphraseConf, verificationConf } from "../../components/postgres/pgbackrest";
import { repositoryList, type Repository } from "../../components/postgres/repositories";
import { copyFolder, evidenceFolder, filesFolder, repositoryFolder } from "../../services/drill/src/places";

/** Where backups are: the name of a Docker volume, or the path of a folder. */
export type Place = { volume: string } | { folder: string };

export interface DrillContainer {
  name: string;
  image: string;
  /** Where the repository is. */
  repository: Place;
  /** Whose backups are in it. */
  store: string;
  /** What runs there. @default the verification of the newest backup */
  command?: string[];
}

export interface SnapshotContainer {
  name: string;
  image: string;
  /** Where the snapshots are. */
  snapshots: Place;
  command: string[];
}

const repositories: Repository[] = [{ type: "volume", volume: "repository" }];
const settings = "pgbackrest.conf";

/**
 * @returns arguments of `docker`: a container that reaches nobody, reads the repository, and writes to volumes that go with it
 */
export function drillArguments({ repository, store, command = ["drill", "verify", "--sheet"], ...container }: DrillContainer): string[] {
  const env = {
    PGBACKREST_CONFIG: `${secretsFolder}/${settings}`,
    POSTGRES_HOST: store,
    BACKUP_REPOSITORIES: repositoryList(repositories),
  };
  return confined({ ...container, place: repository, target: repositoryFolder, env, secret: settings, command });
}

/** For the container's standard input. @param evidenceKey one line */
export function drillInput(passphrase: string, evidenceKey: string): string {
  return `${evidenceKey}\n${passphraseConf(passphrase, repositories)}${verificationConf(repositories)}`;
}

/** Seconds that any snapshot is younger than: what is left of a disaster is held to no limit. */
const anyAge = 100 * 365 * 24 * 60 * 60;

/** @returns as `drillArguments` does, for snapshots of Redis; the input is the key for evidence, and the identity on a line of its own */
export function snapshotArguments({ snapshots, ...container }: SnapshotContainer): string[] {
  const env = { STORE: "redis", SOURCE_HOST: "redis", LIMIT_BACKUP_AGE_SECONDS: String(anyAge) };
  return confined({ ...container, place: snapshots, target: filesFolder, env, secret: "identity" });
}

/** Has the id of the process that waits for the container and removes it. */
export const drillLabel = "ballast.drill";

/** Its standard input has the secrets, which it puts where they are in memory alone: a line that evidence is signed with, and then another file. */
const script = `umask 077
IFS= read -r key
printf %s "$key" >${secretsFolder}/evidence-key
cat >"$1"
shift
exec "$@" </dev/null`;

interface Confined {
  name: string;
  image: string;
  place: Place;
  /** Where the program finds it. */
  target: string;
  env: Record<string, string>;
  /** Name of the other file. */
  secret: string;
  command: string[];
}

function confined({ name, image, place, target, env, secret, command }: Confined): string[] {
  return [
    ...["run", "--interactive", "--init", "--name", name, "--label", `${drillLabel}=${process.pid}`, "--log-driver", "none"],
    ...["--network", "none", "--read-only", "--cap-drop", allCapabilities, "--security-opt", noNewPrivileges],
    ...["--tmpfs", `${secretsFolder}:uid=999,gid=999,mode=700,size=1m`, "--tmpfs", "/tmp:mode=1777,size=64m"],
    ...["--mount", mountOf(place, target)],
    ...["--volume", copyFolder, "--volume", evidenceFolder],
    ...Object.entries({ TMPDIR: copyFolder, ...env }).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]),
    ...[image, "sh", "-c", script, "sh", `${secretsFolder}/${secret}`, ...command],
  ];
}

/** @returns a mount that is only read */
export function mountOf(place: Place, target: string): string {
  const [type, source] = "volume" in place ? ["volume", place.volume] : ["bind", place.folder];
  return `type=${type},source=${source},target=${target},readonly`;
}
