import { isSameField, readField, secretText, type Field } from "./field";
import { VaultError } from "./problems";
import { VaultServer, type VaultPlace } from "./server";
import { withSession, type AppRole } from "./session";

/** A passphrase in Vault, and how to come by it. */
export type VaultSource = VaultPlace & AppRole & Field;

/** What is kept of it in the state. */
export type KeptPassphrase = VaultSource & { value: string };

/** Milliseconds for one answer of Vault. */
const limit = 10_000;

/** Those of pgBackRest's file of settings, which is read line by line. */
const strong = /^(?! )[ -~]{20,}(?<! )$/;

/** @throws VaultError */
export async function readPassphrase(source: VaultSource, limitMs = limit): Promise<string> {
  const value = await asking(source, limitMs, (server) => withSession(server, source, (session) => readField(session, source)));
  if (!strong.test(value)) throw new VaultError("passphrase-weak", `field ${source.field} of ${secretText(source)}`);
  return value;
}

/** Needs no login. @throws VaultError */
export async function requireUnsealed(place: VaultPlace, limitMs = limit): Promise<void> {
  const { body } = await asking(place, limitMs, (server) => server.ask("GET", "sys/seal-status"));
  if (body.sealed === false) return;
  throw body.sealed ? new VaultError("sealed", place.address) : new VaultError("unknown", `no seal status from ${place.address}`);
}

/**
 * @param kept also what a generated secret has kept: a value, and no field of Vault
 * @throws VaultError when the repository could not be read with what is in Vault now
 */
export async function isChanged(kept: KeptPassphrase, wanted: VaultSource): Promise<boolean> {
  // A preview must not use up what opens once.
  if (!wanted.secretIdWrapped) await requireSameValue(kept, wanted);
  const keys = [
    "mount",
    "path",
    "field",
    "version",
    "address",
    "caCertificate",
    "namespace",
    "roleId",
    "secretId",
    "secretIdWrapped",
  ] as const;
  return keys.some((key) => kept[key] !== wanted[key]);
}

/** Another place or login changes nothing in the repository. Another field may be named, with the passphrase in it. @throws VaultError */
export async function moved(kept: KeptPassphrase, wanted: VaultSource): Promise<KeptPassphrase> {
  await requireSameValue(kept, wanted);
  return { ...wanted, value: kept.value };
}

/** That the passphrase in the state can still be had from Vault. @throws VaultError */
export async function requireKept(kept: KeptPassphrase): Promise<void> {
  if (!kept.secretIdWrapped) return requireValue(kept.value, kept);
  await requireUnsealed(kept);
  console.error("warning: whether the passphrase is still in Vault was not looked at: a wrapped secret id opens once; see docs/vault.md");
}

async function requireSameValue(kept: KeptPassphrase, wanted: VaultSource): Promise<void> {
  if (!isSameField(kept, wanted)) await requireValue(kept.value, wanted);
}

async function requireValue(value: string, source: VaultSource): Promise<void> {
  if ((await readPassphrase(source)) !== value) throw new VaultError("passphrase-changed", `another one in ${secretText(source)}`);
}

async function asking<T>(place: VaultPlace, limitMs: number, work: (server: VaultServer) => Promise<T>): Promise<T> {
  const server = new VaultServer(place, limitMs);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
