import { output } from "@pulumi/pulumi";
import { restoreContainer } from "../../../components/postgres/restore";
import { RepositoryAccess } from "../../../components/postgres/repository-access";
import { isGenuine, publicKeyOf, type Signed } from "../../../services/drill/src/evidence/signature";
import type { RestoreRecord } from "../../../services/drill/src/restore/record";
import type { RestoreRequest } from "../../../services/drill/src/restore/request";
import type { Running } from "../running";
import type { Around, Workshop } from "../workshop";

/** @returns what restores the newest backup to the end of the archive */
export const wholeRequest = ({ label }: Workshop): RestoreRequest => ({ generation: 2, repository: 1, label, target: "latest" });

/** Starts it as the stack does, by the stack's own description of it, on the workshop's volumes. */
export async function startRestore(workshop: Workshop, request: RestoreRequest | string, around: Around = {}): Promise<Running> {
  const { command, env, files, mounts } = definition();
  const config = await written(workshop, files?.["pgbackrest.conf"] as string);
  const places = [...(mounts ?? []), { path: "/run/secrets", readOnly: true }]
    .filter(({ path }) => !around.without?.includes(path))
    .flatMap(({ path, readOnly }) => ["--volume", `${workshop.volume(path)}:${path}${readOnly ? ":ro" : ""}`]);
  return workshop.start(
    { image: workshop.verification.image, env: Object.entries(env ?? {}).map(([name, value]) => `${name}=${value as string}`) },
    "none",
    [...places, ...config, ...(around.run ?? [])],
    [...(command ?? []).slice(0, -1), typeof request === "string" ? request : JSON.stringify(request)],
  );
}

/** The passphrase is in the secrets that the workshop has from the stack. */
function definition() {
  const volume = (name: string) => ({ name }) as never;
  return restoreContainer({
    request: { generation: 2, repository: 1, label: "", target: "latest" },
    host: "postgres",
    access: new RepositoryAccess({ volume: "repository", passphrase: output("") }),
    data: volume("data"),
    repository: volume("repository"),
    certificate: { volume: volume("certificate"), path: "/run/certificates" },
    evidence: { volume: volume("evidence"), key: output("") },
    user: 999,
  });
}

/** @returns arguments of `docker run` for its configuration */
async function written(workshop: Workshop, text: string): Promise<string[]> {
  await workshop.ask(`printf %s '${text}' >/copy/pgbackrest.conf; chmod 755 /copy; chmod 644 /copy/pgbackrest.conf`);
  return ["--volume", `${workshop.volume("/copy")}:/run/config:ro`];
}

/** @returns the newest that it left, when it is genuine; @throws Error when it is not */
export async function newestRecord(workshop: Workshop): Promise<RestoreRecord | undefined> {
  const text = await workshop.ask("ls /evidence/restores/*.json 2>/dev/null | tail -n 1 | xargs --no-run-if-empty cat");
  if (!text) return undefined;
  const record = JSON.parse(text) as Signed<RestoreRecord>;
  const key = await workshop.ask("cat /run/secrets/evidence-key");
  if (!isGenuine(record, publicKeyOf(key.trim()))) throw new Error("the record of the restore is not genuine");
  return record;
}

export const isDone = async (workshop: Workshop): Promise<boolean> =>
  (await workshop.ask("cat /pgdata/restore.json 2>/dev/null || true")).includes('"state":"done"');
