import { readFileSync } from "node:fs";
import { CommandFailed, run, type RunOptions } from "../run";
import type { BackupType, Engine, Repository } from "./engine";

const stanza = "--stanza=main";
/** CryptoError of its list of errors. */
const wrongPassphrase = 95;
const types = { full: "full", differential: "diff", incremental: "incr" } as const;

/** pgBackRest, whose configuration is where PGBACKREST_CONFIG and PGBACKREST_CONFIG_INCLUDE_PATH say. */
export class PgBackRest implements Engine {
  constructor(
    /** For files that are not the engine's own: it does not find their passphrase by itself. */
    private readonly passphrase: string,
    private readonly progress: (line: string) => void,
  ) {}

  async info(repository: Repository, label?: string) {
    const set = label === undefined ? [] : [`--set=${label}`];
    // Its messages quote what is in a damaged file.
    return (await this.call(repository, ["info", stanza, "--output=json", ...set])).toString().replace(/\p{Cc}/gu, " ");
  }

  async backup(type: BackupType, repository: Repository) {
    await this.shown(repository, ["backup", stanza, `--type=${types[type]}`]);
  }

  /** By itself it counts no backups when it is told what to remove, and then leaves the WAL. */
  async expire(label: string, staying: number, repository: Repository) {
    await this.shown(repository, ["expire", stanza, `--set=${label}`, `--repo${repository}-retention-archive=${staying}`]);
  }

  async restore(label: string, folder: string, repository: Repository) {
    await this.shown(repository, ["restore", stanza, `--set=${label}`, `--pg1-path=${folder}`]);
  }

  async segment(name: string, file: string, repository: Repository) {
    await this.call(repository, ["archive-get", stanza, name, file]);
  }

  async list(folder: string, repository: Repository) {
    return (await this.call(repository, ["repo-ls", "--recurse", "--output=json", folder])).toString();
  }

  async put(path: string, content: string, repository: Repository) {
    await this.call(repository, ["repo-put", path], { input: content });
  }

  async remove(folder: string, repository: Repository) {
    await this.call(repository, ["repo-rm", "--recurse", folder]);
  }

  async get(path: string, repository: Repository) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!(path.slice(folder.length + 1) in (JSON.parse(await this.list(folder, repository)) as object))) return undefined;
    return (await this.decrypted(path, this.passphrase, repository)).toString();
  }

  async opensWith(passphrase: string, repository: Repository) {
    try {
      await this.decrypted("backup/main/backup.info", passphrase, repository);
      return true;
    } catch (error) {
      if (error instanceof CommandFailed && error.code === wrongPassphrase) return false;
      throw error;
    }
  }

  async history(path: string, repository: Repository) {
    return (await this.call(repository, ["repo-get", stanza, path])).toString();
  }

  raw(path: string, repository: Repository) {
    return this.call(repository, ["repo-get", "--raw", path]);
  }

  /** The passphrase is in the environment of this one child, which lives for moments: the engine takes it in no other way. */
  private decrypted(path: string, passphrase: string, repository: Repository) {
    return this.call(repository, ["repo-get", path], { env: { PGBACKREST_CIPHER_PASS: passphrase } });
  }

  private shown(repository: Repository, args: string[]) {
    return this.call(repository, [...args, "--log-level-console=info"], { onLine: this.progress });
  }

  private call(repository: Repository, args: string[], options: RunOptions = {}) {
    return run("pgbackrest", [...args, `--repo=${repository}`], options);
  }
}

/** @returns the repository's passphrase in a file of settings */
export function passphraseIn(file: string): string {
  const passphrase = /^repo1-cipher-pass=(.+)$/m.exec(readFileSync(file, "utf8"))?.[1];
  if (!passphrase) throw new Error(`${file}: no line repo1-cipher-pass=…; it holds the repository's passphrase`);
  return passphrase;
}
