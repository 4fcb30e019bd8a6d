import { join } from "node:path";
import { backupsIn, listBackups } from "../support/backups";
import { devConfig } from "../support/dev-config";
import { docker, eventually, inspect } from "../support/docker";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** No backup is made but by a test. */
const never = "0 0 29 2 *";

/** What a verification's own container is made of. */
export interface Parts {
  image: string;
  env: string[];
  /** Names of volumes by where they are mounted. */
  volumes: Record<string, string>;
}

/** A real stack, with rows in it, and two backups: a full and a differential one. */
export class BackedUpStack {
  private readonly stack = new TestStack(join(__dirname, "../.."), "ballast");

  /** @returns what every container and volume of it begins with */
  async create(): Promise<string> {
    const { preflight, gateway, postgres } = devConfig(await freePort()) as Record<string, object>;
    await this.stack.create({
      preflight,
      gateway,
      applications: { notes: { build: "services/notes", needs: ["postgres"] } },
      postgres: { ...postgres, backup: { schedules: { full: never, differential: never }, verification: { schedule: never } } },
    });
    const { code, output } = await this.stack.up();
    if (code !== 0) throw new Error(output);
    const { prefix } = this.stack;
    await makeBackups(prefix);
    return prefix;
  }

  destroy(): Promise<void> {
    return this.stack.destroy();
  }
}

/** Enough for files that are not bundled with others, and for blocks of them that change; frozen, so that the others do not. */
async function makeBackups(prefix: string): Promise<void> {
  await sql(prefix, "CREATE TABLE big AS SELECT n, repeat(md5(n::text), 8) AS text FROM generate_series(1, 30000) n");
  await sql(prefix, "CREATE TABLE later (than text)");
  await sql(prefix, "VACUUM (FREEZE) big");
  await drill(prefix, "backup full");
  await sql(prefix, "UPDATE big SET text = upper(text) WHERE n < 300");
  await drill(prefix, "backup differential");
}

export function sql(prefix: string, statement: string, database = "notes"): Promise<string> {
  return docker("exec", `${prefix}-postgres`, "psql", "-XAtq", "--command", statement, database);
}

/** @returns its label */
export async function newestBackup(prefix: string): Promise<string> {
  return backupsIn(await docker("exec", `${prefix}-postgres`, "bash", "-c", listBackups)).at(-1)!.label;
}

/** Runs the program where the stack's schedule runs it. @throws Error with what it said */
export function drill(prefix: string, words: string): Promise<string> {
  return docker("exec", `${prefix}-postgres-backup-full`, "drill", ...words.split(" "));
}

/** Ends two segments of the WAL, with a commit in each, and waits until the archive has them. */
export async function endSegments(prefix: string): Promise<void> {
  const end = "SELECT pg_logical_emit_message(true, 'faults', 'end of a segment'); SELECT pg_walfile_name(pg_switch_wal())";
  const ask = (statement: string) => sql(prefix, statement, "postgres");
  await ask(end);
  const segment = (await ask(end)).split("\n").at(-1);
  const archived = `SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`;
  await eventually(`segment ${segment} is archived`, 60, async () => (await ask(archived)) === "t");
}

/** Four sessions that write for as long as the server runs. */
export async function writeLoad(prefix: string): Promise<void> {
  const write =
    "UPDATE big SET text = upper(text) WHERE n = (random() * 30000)::int; INSERT INTO notes (id, text) VALUES (gen_random_uuid(), 'load')";
  const client = `while :; do echo "${write};"; sleep 0.05; done | psql -Xq notes >/dev/null`;
  await docker("exec", "--detach", `${prefix}-postgres`, "bash", "-c", `for _ in 1 2 3 4; do (${client}) & done; wait`);
}

/** @param unit a container of the stack */
export async function partsOf(prefix: string, unit: string): Promise<Parts> {
  const container = `${prefix}-${unit}`;
  const mounts = JSON.parse(await inspect(container, "{{json .Mounts}}")) as { Name?: string; Destination: string }[];
  return {
    image: await inspect(container, "{{.Image}}"),
    env: JSON.parse(await inspect(container, "{{json .Config.Env}}")) as string[],
    volumes: Object.fromEntries(mounts.flatMap(({ Name, Destination }) => (Name ? [[Destination, Name]] : []))),
  };
}
