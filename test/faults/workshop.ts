import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backupsIn, listBackups, type BackupEntry } from "../support/backups";
import { docker, inside } from "../support/docker";
import { run } from "../support/test-stack";
import { Running, type Ended } from "./running";
import { endSegments, partsOf, type Parts } from "./stack";

const tools = readFileSync(join(__dirname, "tools.sh"), "utf8");

/** Where the program finds what; the workshop has a volume of its own for each. */
const folders = ["/repository", "/copy", "/pgdata", "/evidence", "/run/secrets"] as const;
const readOnly = ["/repository", "/run/secrets"];

export interface Seen extends Ended {
  /** What it left as evidence; nothing where it left none. */
  evidence?: { outcome: string; reason: string | null; failed: string[]; unknown: string[] };
}

/** What is around the program instead of what the stack gives it. */
export interface Around {
  /** Further arguments of `docker run`. */
  run?: string[];
  /** Folders without their volume. */
  without?: string[];
  /** @default none for a verification, the stack's for a backup */
  network?: string;
  /** A shell script that a backup is made after, in the same container. */
  first?: string;
  seed?: string;
}

/** A copy of a stack's repository to be damaged, and the stack's own programs to be run beside it. */
export class Workshop {
  private readonly container: string;
  verification!: Parts;
  private backup!: Parts;
  private newest!: BackupEntry;
  private runs = 0;

  constructor(readonly prefix: string) {
    this.container = `${prefix}-workshop`;
  }

  /** Keeps the repository as it is now in /older, for what becomes stale. */
  async open(): Promise<void> {
    await this.attach();
    const { image, volumes } = this.verification;
    const own = folders.flatMap((folder) => ["--volume", `${this.volume(folder)}:${folder}`]);
    const live = ["--volume", `${volumes["/repository"]}:/live:ro`, "--volume", `${volumes["/run/secrets"]}:/live-secrets:ro`];
    const config = ["--volume", `${volumes["/run/config"]}:/run/config:ro`, ...environment(this.verification)];
    await docker(
      ...["run", "--detach", "--init", "--name", this.container, "--network=none", "--user=0"],
      ...[...own, ...live, ...config, image, "sleep", "infinity"],
    );
    await this.ask("cp -a /live /older");
  }

  async attach(): Promise<void> {
    this.verification = await partsOf(this.prefix, "postgres-verification");
    this.backup = await partsOf(this.prefix, "postgres-backup-full");
  }

  async close(): Promise<void> {
    await run("docker", ["rm", "--force", this.container]);
    await run("docker", ["volume", "rm", ...folders.map((folder) => this.volume(folder))]);
  }

  /** Everything as the stack has it now, with WAL after what the newest manifest describes; nothing restored, no evidence. */
  async fresh(): Promise<void> {
    await endSegments(this.prefix);
    this.newest = backupsIn(await docker("exec", `${this.prefix}-postgres`, "bash", "-c", listBackups)).at(-1)!;
    await this.ask("find /pgdata -mindepth 1 -delete");
    await this.heal();
  }

  /** Undoes every damage; what was restored to a generation stays. */
  async heal(): Promise<void> {
    await this.ask(
      `for folder in ${folders.join(" ")}; do
         [ $folder = /pgdata ] || find $folder -mindepth 1 -delete
         chown 999:999 $folder; chmod 700 $folder
       done
       cp -a /live/. /repository; cp -a /live-secrets/. /run/secrets`,
    );
  }

  /** Runs a shell script as root in the folder of the repository, with the tools. @throws Error with what it said */
  async must(script: string): Promise<void> {
    const { start, stop } = this.newest.archive;
    const { code, output } = await inside(
      this.container,
      `set -euo pipefail; cd /repository; first=${start} last=${stop}\n${tools}\n${script}`,
    );
    if (code !== 0) throw new Error(`${script}\n${output}`);
  }

  /** @returns what a shell script prints */
  ask(script: string): Promise<string> {
    return docker("exec", this.container, "bash", "-c", script);
  }

  /** Runs it to its end, as the stack does: without a network, on a repository that it cannot write. */
  async verify(around: Around = {}): Promise<Seen> {
    const ended = await this.startVerification(around).ended;
    return { ...ended, ...(await this.newestEvidence()) };
  }

  startVerification({ network = "none", without = [], run: extra = [], seed = "seed" }: Around = {}): Running {
    const mounts = folders
      .filter((folder) => !without.includes(folder))
      .flatMap((folder) => ["--volume", `${this.volume(folder)}:${folder}${readOnly.includes(folder) ? ":ro" : ""}`]);
    const config = ["--volume", `${this.verification.volumes["/run/config"]}:/run/config:ro`];
    return this.start(this.verification, network, [...mounts, ...config, ...extra], ["drill", "verify", "--seed", seed]);
  }

  /** Starts one of the running stack, into the stack's repository. */
  startBackup(type: string, { network = `${this.prefix}-postgres`, without = [], run: extra = [], first = ":" }: Around = {}): Running {
    const mounts = Object.entries(this.backup.volumes)
      .filter(([folder]) => !without.includes(folder))
      .flatMap(([folder, volume]) => ["--volume", `${volume}:${folder}${folder === "/repository" ? "" : ":ro"}`]);
    return this.start(this.backup, network, [...mounts, ...extra], ["bash", "-c", `${first}; exec drill backup ${type}`]);
  }

  /** Label of the backup that is verified. */
  get label(): string {
    return this.newest.label;
  }

  volume(folder: string): string {
    return `${this.container}${folder.replaceAll("/", "-")}`;
  }

  /** What fails is tried again at once, and not after a quarter of a minute more. */
  start(parts: Pick<Parts, "image" | "env">, network: string, more: string[], command: string[]): Running {
    const confined = [
      "--init",
      "--read-only",
      "--tmpfs=/tmp",
      "--user=999:999",
      "--group-add=0",
      "--cap-drop=ALL",
      "--memory=1g",
      `--network=${network}`,
    ];
    return new Running(`${this.container}-${++this.runs}`, [
      ...confined,
      ...environment(parts),
      "--env=PGBACKREST_JOB_RETRY=1",
      ...more,
      parts.image,
      ...command,
    ]);
  }

  private async newestEvidence(): Promise<Pick<Seen, "evidence">> {
    const text = await this.ask("ls /evidence/runs/*.json 2>/dev/null | tail -n 1 | xargs --no-run-if-empty cat");
    if (!text) return {};
    const { outcome, reason, assertions } = JSON.parse(text) as {
      outcome: string;
      reason: string | null;
      assertions: { id: string; outcome: string }[];
    };
    const ids = (which: string) => assertions.filter((each) => each.outcome === which).map(({ id }) => id);
    return { evidence: { outcome, reason, failed: ids("fail"), unknown: ids("unknown") } };
  }
}

const environment = ({ env }: Pick<Parts, "env">): string[] => env.flatMap((each) => ["--env", each]);
