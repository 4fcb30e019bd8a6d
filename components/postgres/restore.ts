import type { Output } from "@pulumi/pulumi";
import { dataFolder, evidenceFolder, repositoryFolder } from "../../services/drill/src/places";
import type { RestoreRequest } from "../../services/drill/src/restore/request";
import { drillImage } from "../backup/drill-image";
import type { JobArgs, Mount, Volume } from "../platform/workload";
import { verificationResources } from "./backup-source";
import { engineFiles, restoreConf } from "./pgbackrest";
import type { RepositoryAccess } from "./repository-access";

/** Seconds for a database of some hundred gigabytes. */
export const restorePatience = 4 * 60 * 60;

/** As the configuration has it. */
export type RestoredFrom = Omit<RestoreRequest, "generation">;

export interface RestoreArgs {
  request: RestoreRequest;
  /** What the server is called. */
  host: string;
  access: RepositoryAccess;
  /** Filled. */
  data: Volume;
  /** Absent where no volume holds one. */
  repository?: Volume;
  /** For a bucket of the stack's own. */
  certificate: Mount;
  /** Where its record goes, and what that is signed with. */
  evidence: { volume: Volume; key: Output<string> };
  user: number;
}

/** What fills the volume of a generation. It reaches no server: the running one is not touched by it. */
export function restoreContainer({ request, host, access, evidence, user, ...args }: RestoreArgs): JobArgs {
  const { needs, egress } = access.network();
  return {
    image: drillImage,
    command: ["drill", "restore", JSON.stringify(request)],
    env: { ...engineFiles, ...access.env(), POSTGRES_HOST: host, TMPDIR: dataFolder },
    secrets: { ...access.secrets(), "evidence-key": evidence.key },
    files: { "pgbackrest.conf": restoreConf(access.list), ...access.files() },
    mounts: [
      ...(args.repository ? [{ volume: args.repository, path: repositoryFolder, readOnly: true }] : []),
      ...(needs.length > 0 ? [args.certificate] : []),
      { volume: evidence.volume, path: evidenceFolder },
      { volume: args.data, path: dataFolder },
    ],
    needs,
    egress,
    resources: verificationResources,
    user,
  };
}
