import { allCapabilities, noNewPrivileges } from "../../components/platform/docker/rules/confinement";
import { secretsFolder } from "../../components/platform/rules/files";
import { passphraseConf, verificationConf } from "../../components/postgres/pgbackrest";
import { repositoryList, type Repository } from "../../components/postgres/repositories";
import { copyFolder, evidenceFolder, repositoryFolder } from "../../services/drill/src/places";

export interface DrillContainer {
  name: string;
  image: string;
  /** Where the repository is: the name of a Docker volume, or the path of a folder. */
  repository: { volume: string } | { folder: string };
  /** Whose backups are in it. */
  store: string;
  /** What runs there. @default the verification of the newest backup */
  command?: string[];
}

const repositories: Repository[] = [{ type: "volume", volume: "repository" }];
const settings = `${secretsFolder}/pgbackrest.conf`;

/** Its standard input has the secrets, which it puts where they are in memory alone: a line that evidence is signed with, and then settings. */
const script = `umask 077
IFS= read -r key
printf %s "$key" >${secretsFolder}/evidence-key
cat >${settings}
exec "$@" </dev/null`;

/**
 * @returns arguments of `docker`: a container that reaches nobody, reads the repository, and writes to volumes that go with it
 */
export function drillArguments({ name, image, repository, store, command = ["drill", "verify", "--sheet"] }: DrillContainer): string[] {
  const [type, source] = "volume" in repository ? ["volume", repository.volume] : ["bind", repository.folder];
  const env = { PGBACKREST_CONFIG: settings, TMPDIR: copyFolder, POSTGRES_HOST: store, BACKUP_REPOSITORIES: repositoryList(repositories) };
  return [
    ...["run", "--interactive", "--init", "--name", name, "--log-driver", "none"],
    ...["--network", "none", "--read-only", "--cap-drop", allCapabilities, "--security-opt", noNewPrivileges],
    ...["--tmpfs", `${secretsFolder}:uid=999,gid=999,mode=700,size=1m`, "--tmpfs", "/tmp:mode=1777,size=64m"],
    ...["--mount", `type=${type},source=${source},target=${repositoryFolder},readonly`],
    ...["--volume", copyFolder, "--volume", evidenceFolder],
    ...Object.entries(env).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]),
    ...[image, "sh", "-c", script, "sh", ...command],
  ];
}

/** For the container's standard input. @param evidenceKey one line */
export function drillInput(passphrase: string, evidenceKey: string): string {
  return `${evidenceKey}\n${passphraseConf(passphrase, repositories)}${verificationConf(repositories)}`;
}
