import { VaultError } from "./problems";
import type { Session } from "./session";

/** One value in one version of a secret of a KV version 2 engine. */
export interface Field {
  mount: string;
  path: string;
  field: string;
  version: number;
}

/** As in `secret/ballast, version 1`. */
export const secretText = ({ mount, path, version }: Omit<Field, "field">): string => `${mount}/${path}, version ${version}`;

export const isSameField = (one: Field, other: Field): boolean =>
  (["mount", "path", "field", "version"] as const).every((key) => one[key] === other[key]);

/** @throws VaultError that says which part of it is not there */
export async function readField(session: Session, wanted: Field): Promise<string> {
  const { mount, path, field, version } = wanted;
  const { status, body, said } = await session.get(`${dataPath(wanted)}?version=${version}`);
  const place = secretText(wanted);
  if (status === 403) throw new VaultError("denied", `${said} for ${mount}/data/${path}`);
  if (status === 404) throw await absent(session, wanted, body.data?.["metadata"], said);
  if (status !== 200) throw new VaultError("unknown", `${said} (HTTP ${status}) for ${place}`);
  const data = body.data?.["data"];
  if (typeof data !== "object" || data === null) throw new VaultError("mount-missing", `a secret without versions for ${place}`);
  const value = (data as Record<string, unknown>)[field];
  if (typeof value === "string") return value;
  const names = Object.keys(data).join(", ") || "none";
  throw new VaultError(
    "field-missing",
    `${place}: ${value === undefined ? `no ${field} among its fields (${names})` : `${field}, which is no text`}`,
  );
}

/** A version that is gone comes with its metadata; one that never was does not, and neither does a secret that never was. */
async function absent(session: Session, wanted: Field, metadata: unknown, said: string): Promise<VaultError> {
  const place = secretText(wanted);
  const { destroyed, deletion_time: deleted } = (metadata ?? {}) as { destroyed?: boolean; deletion_time?: string };
  if (destroyed) return new VaultError("version-destroyed", place);
  if (deleted) return new VaultError("version-deleted", `${place}, deleted ${deleted}`);
  if (said.startsWith("no handler for route")) return new VaultError("mount-missing", `nothing mounted at ${wanted.mount}`);
  const { status, body } = await session.get(dataPath(wanted));
  const newest = (body.data?.["metadata"] as { version?: number } | undefined)?.version;
  if (newest === undefined) return new VaultError("secret-missing", `nothing at ${wanted.mount}/${wanted.path} (HTTP ${status})`);
  return new VaultError("version-missing", `${place}, and the newest is ${newest}`);
}

const dataPath = ({ mount, path }: Field): string => `${mount}/data/${path}`.split("/").map(encodeURIComponent).join("/");
