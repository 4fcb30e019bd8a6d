import { smallMachine } from "../support/dev-config";
import { docker } from "../support/docker";
import { freePort } from "../support/ports";
import { run } from "../support/test-stack";
import { partsOf, type Parts } from "../faults/stack";
import { database, Server } from "./server";
import { dockerStack } from "./stacks";
import type { Undo } from "./undo";

/** Nothing is made but by a benchmark. */
const never = "0 0 29 2 *";
/** What one unit of pgbench's scale is on disk, with its index. */
const megabytesOfScale = 15;

/** Of pgbench. */
export const scaleOf = (megabytes: number): number => Math.max(1, Math.round(megabytes / megabytesOfScale));

/** A stack with Postgres and no applications, and pgbench's tables in it. */
export class FilledStack {
  private constructor(
    readonly prefix: string,
    readonly server: Server,
    /** What it was asked to hold. */
    readonly megabytes: number,
  ) {}

  static async make(megabytes: number, progress: (line: string) => void, undo: Undo): Promise<FilledStack> {
    progress("deploy a stack with Postgres");
    const stack = await dockerStack(undo, {
      preflight: smallMachine,
      gateway: { port: await freePort() },
      applications: {},
      postgres: {
        // The preflight asks for as much room; Docker does not hold a volume to it.
        storage: `${Math.max(4096, megabytes * 3)}Mi`,
        backup: {
          schedules: { full: never, differential: never, incremental: never },
          verification: { schedule: never },
          dump: { schedule: never },
        },
      },
      redis: { backup: { schedule: never } },
    });
    await stack.must("up", "--yes", "--skip-preview");
    const { image, volumes } = await partsOf(stack.prefix, "postgres");
    const server = new Server(`${stack.prefix}-postgres`, volumes["/pgdata"] as string, image);
    const made = new FilledStack(stack.prefix, server, megabytes);
    progress(`fill it with ${megabytes} MB`);
    await made.fill(megabytes);
    return made;
  }

  /** Replaces what is in the database. pgbench's own filler is blanks, which compress to nothing; here it is hex digits. */
  async fill(megabytes: number): Promise<void> {
    const scale = scaleOf(megabytes);
    const rows = [
      `INSERT INTO pgbench_branches SELECT n, 0 FROM generate_series(1, ${scale}) n`,
      `INSERT INTO pgbench_tellers SELECT n, (n - 1) / 10 + 1, 0 FROM generate_series(1, ${scale * 10}) n`,
      `INSERT INTO pgbench_accounts
         SELECT n, (n - 1) / 100000 + 1, 0, md5(n::text) || md5((-n)::text) || left(md5('a' || n), 20) FROM generate_series(1, ${scale * 100_000}) n`,
    ];
    await this.server.sql(`DROP DATABASE IF EXISTS ${database}`, "postgres");
    await this.server.sql(`CREATE DATABASE ${database}`, "postgres");
    await this.initialize("dt", scale);
    for (const statement of rows) await this.server.sql(statement);
    await this.initialize("vp", scale);
    await this.untilArchived();
  }

  /** Runs the program where a schedule of the stack runs it. @throws Error with what it said */
  drill(job: string, ...words: string[]): Promise<string> {
    return docker("exec", `${this.prefix}-${job}`, "drill", ...words);
  }

  parts(unit: string): Promise<Parts> {
    return partsOf(this.prefix, unit);
  }

  /** Waits until everything that was written so far is in the archive. */
  async untilArchived(): Promise<void> {
    const segment = await this.server.sql("SELECT pg_logical_emit_message(true, 'bench', ''); SELECT pg_walfile_name(pg_switch_wal())");
    const archived = `SELECT last_archived_wal >= '${segment.split("\n").at(-1)}' FROM pg_stat_archiver`;
    const end = Date.now() + 600_000;
    while ((await this.server.sql(archived)) !== "t") {
      if (Date.now() > end) throw new Error("the archive has not caught up within 10 minutes");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private async initialize(steps: string, scale: number): Promise<void> {
    const { container } = this.server;
    const { code, output } = await run("docker", ["exec", container, "pgbench", "-i", "-q", "-I", steps, "-s", String(scale), database]);
    if (code !== 0) throw new Error(`pgbench -i: ${output}`);
  }
}
