import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withSessions, type Server } from "../postgres/sessions";
import type { Query } from "../collect/query";
import type { Lsn } from "../facts";
import { CommandFailed, run } from "../run";
import { empty } from "./empty";
import { copySettings, type Target } from "./settings";

/** A scratch server of restored files that nobody but this program can reach. */
export class Copy {
  readonly data: string;
  readonly server: Server;
  private readonly log: string;

  /** @param folder room for the data; what is in it is removed */
  constructor(
    readonly folder: string,
    private readonly args: {
      /** How long a recovery may take. */
      patienceMs: number;
      /** Libraries that the source has preloaded: what is in the data may need them. */
      preload: string;
      /** Which to recover along. @default the newest */
      timeline?: number;
    },
  ) {
    this.data = join(folder, "data");
    this.log = join(folder, "log");
    this.server = { host: folder, user: "postgres" };
  }

  /** Makes room for files, also where a run before this was killed. */
  async prepare(): Promise<void> {
    await this.clear();
    mkdirSync(this.data, { mode: 0o700 });
  }

  /** Leaves nothing. */
  async clear(): Promise<void> {
    if (existsSync(join(this.data, "postmaster.pid"))) await this.stop().catch(() => undefined);
    empty(this.folder);
  }

  /**
   * Starts it, and waits until it has recovered as far as asked.
   * @returns seconds until it was consistent, and until it was there
   * @throws Error with its own last words
   */
  async recoverTo(target: Target): Promise<{ consistent: number; reached: number }> {
    if (existsSync(join(this.data, "postmaster.pid"))) await this.stop();
    const started = Date.now();
    const seconds = () => (Date.now() - started) / 1000;
    const settings = Object.entries(await copySettings({ folder: this.folder, data: this.data, ...this.args }, target)).map(
      ([name, value]) => `-c ${name}='${value}'`,
    );
    await this.control("start", [
      "--wait",
      `--timeout=${Math.ceil(this.args.patienceMs / 1000)}`,
      `--log=${this.log}`,
      `--options=${settings.join(" ")}`,
    ]);
    const consistent = seconds();
    while (!(await this.arrived(target))) {
      if (seconds() * 1000 > this.args.patienceMs)
        throw new Error(`the copy did not recover within ${this.args.patienceMs / 1000} s: ${this.lastWords()}`);
      await sleep(100);
    }
    return { consistent, reached: seconds() };
  }

  ask<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return withSessions(this.server, work);
  }

  /** @returns the timeline of the last segment that it replayed */
  replayedTimeline(): number {
    const segments = [...this.words().matchAll(/restored log file "([0-9A-F]{8})[0-9A-F]{16}"/g)];
    return parseInt(segments.at(-1)?.[1] ?? "", 16);
  }

  /** @returns the timeline that it began */
  newTimeline(): number {
    return Number(/selected new timeline ID: (\d+)/.exec(this.words())?.[1]);
  }

  /** @returns where its data became consistent */
  consistentAt(): Lsn {
    return this.said(/consistent recovery state reached at ([0-9A-F]+\/[0-9A-F]+)/);
  }

  /** @returns where the archive ended */
  replayedTo(): Lsn {
    return this.said(/redo done at ([0-9A-F]+\/[0-9A-F]+)/);
  }

  stop(): Promise<void> {
    return this.control("stop", ["--mode=fast", "--wait"]);
  }

  /** @returns what the server said last */
  lastWords(): string {
    return this.words().trim().split("\n").slice(-8).join("\n") || "it said nothing";
  }

  private words(): string {
    return existsSync(this.log) ? readFileSync(this.log, "utf8") : "";
  }

  private said(what: RegExp): Lsn {
    const lsn = what.exec(this.words())?.[1];
    if (!lsn) throw new Error(`the copy did not say ${what.source}: ${this.lastWords()}`);
    return lsn;
  }

  private arrived(target: Target): Promise<boolean> {
    const question = target === "newest" ? "NOT pg_is_in_recovery()" : "pg_is_in_recovery() AND pg_get_wal_replay_pause_state() = 'paused'";
    return this.ask(async (query) => (await query("postgres", `SELECT ${question} AS arrived`))[0]?.["arrived"] === true).catch(
      (error: unknown) => {
        if (!existsSync(join(this.data, "postmaster.pid"))) throw new Error(`the copy ended: ${this.lastWords()}`, { cause: error });
        return false;
      },
    );
  }

  private async control(action: string, args: string[]): Promise<void> {
    try {
      await run("pg_ctl", [`--pgdata=${this.data}`, "--silent", ...args, action]);
    } catch (error) {
      if (error instanceof CommandFailed) throw new Error(`the copy did not ${action}: ${this.lastWords()}`, { cause: error });
      throw error;
    }
  }
}
