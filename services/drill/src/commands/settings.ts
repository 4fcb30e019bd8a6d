import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Retention } from "../backup/retention";
import { PgBackRest, passphraseIn } from "../engine/pgbackrest";
import type { Repository } from "../engine/engine";
import type { Server } from "../postgres/sessions";
import { postgresPort, secretsFolder } from "../places";
import { reaches } from "../reaches";

const certificates = "/run/certificates";

/** For everything that waits on somebody else. */
export const patienceMs = 10 * 60 * 1000;

export interface GivenRepository {
  number: Repository;
  /** A bucket's key may write, whoever holds it. */
  type: "volume" | "s3";
}

/** @throws Error when BACKUP_REPOSITORIES is not written as in `1:volume 2:s3` */
export function repositories(): GivenRepository[] {
  const text = process.env["BACKUP_REPOSITORIES"] ?? "";
  if (!/^\d:(volume|s3)( \d:(volume|s3))*$/.test(text)) {
    throw new Error(`BACKUP_REPOSITORIES: got "${text}", allowed are numbers with types, as in "1:volume 2:s3"`);
  }
  return text.split(" ").map((each) => {
    const [number, type] = each.split(":");
    return { number: Number(number), type: type as GivenRepository["type"] };
  });
}

/** @throws Error when there is none */
export const passphrase = (): string => passphraseIn(`${secretsFolder}/pgbackrest.conf`);

/** @throws Error when there is no passphrase */
export const openEngine = () => new PgBackRest(passphrase(), (line) => console.log(line));

export const secretPath = (name: string): string => `${secretsFolder}/${name}`;

export function secret(name: string): string {
  return readFileSync(secretPath(name), "utf8").trim();
}

/** @throws Error when it is not set */
export function hostOf(variable: string): string {
  const host = process.env[variable];
  if (!host) throw new Error(`${variable}: not set; it names a host of the stack`);
  return host;
}

/** @throws Error when it is anything but a whole number above 0 */
export const secondsOf = (variable: string): number => wholeNumber(variable, 1, "a whole number of seconds above 0");

/** @throws Error when it is not told */
export function retention(): Retention {
  return {
    days: wholeNumber("RETENTION_DAYS", 0, "a whole number of days"),
    fullBackups: wholeNumber("RETENTION_FULL_BACKUPS", 1, "a whole number of full backups above 0"),
  };
}

function wholeNumber(variable: string, least: number, allowed: string): number {
  const text = process.env[variable];
  if (text !== undefined && /^(0|[1-9]\d*)$/.test(text) && Number(text) >= least) return Number(text);
  throw new Error(`${variable}: got ${text === undefined ? "nothing" : JSON.stringify(text)}, allowed is ${allowed}`);
}

/** The server that is backed up, for the holder of the backup's certificate. */
export function sourceServer(): Server {
  const file = (name: string) => readFileSync(`${certificates}/${name}`, "utf8");
  const host = hostOf("POSTGRES_HOST");
  return { host, port: postgresPort, user: "ballast_backup", ssl: { ca: file("ca.crt"), cert: file("tls.crt"), key: file("tls.key") } };
}

/**
 * A new pod's network may open some moments after its first process has started.
 * @throws Error when it stays away
 */
export async function untilReachable(host: string, port: number, patienceMs = 15_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await reaches(host, port, 1000))) {
    if (Date.now() > end) throw new Error(`${host} cannot be reached on port ${port}`);
    await sleep(500);
  }
}
