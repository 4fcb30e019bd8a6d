import { CommandError, exit } from "../exit";
import type { RecoveryOutputs } from "../stack";
import type { Current } from "./check";
import type { Archive, Key, Sheet } from "./sheet";

/**
 * @param values of the credentials, by name
 * @throws CommandError when the stack has nothing that is encrypted, or a key without a value
 */
export function keysOf({ credentials }: RecoveryOutputs, values: Record<string, string>): Key[] {
  const keys = Object.entries(credentials).filter(([, { purpose }]) => purpose === "encryption");
  if (keys.length === 0) throw new CommandError("the stack has no credential with the purpose encryption: there is nothing to escrow");
  return keys.map(([name, { version }]) => {
    const value = values[name];
    if (value === undefined) throw new CommandError(`credential ${name}: the stack's outputs have no value of it`, exit.couldNotAsk);
    return { name, version, value };
  });
}

/** @param exported ISO 8601 */
export function sheetOf(outputs: RecoveryOutputs, current: Current, exported: string): Sheet {
  return { ...current, platform: outputs.platform, exported, archives: archivesOf(outputs) };
}

function archivesOf({ recovery, volumes }: RecoveryOutputs): Archive[] {
  return Object.entries(recovery).flatMap(([store, { archive }]) => {
    if (!archive) return [];
    const { engine, stanza, cipher, key } = archive;
    const inVolumes = archive.volumes.map((name) => `volume=${volumes[name]?.name ?? name}`);
    return [{ store, engine, stanza, cipher, key, repositories: [...inVolumes, ...(archive.repositories ?? []).map(factsText)] }];
  });
}

/** `{ type: "s3", bucket: "b" }` → `type=s3,bucket=b` */
function factsText(facts: unknown): string {
  if (typeof facts !== "object" || facts === null) return String(facts);
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(",");
}
