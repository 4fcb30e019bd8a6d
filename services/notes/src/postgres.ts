import { retry, unavailable } from "@ballast/http";
import { DatabaseError } from "pg";
import type { Note, NoteStore } from "./store";

/** The part of a `pg` pool that is used here. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The lock keeps replicas that start together from creating the table at the same time, which Postgres answers with an error. */
const schema = `
  select pg_advisory_xact_lock(hashtext('notes schema'));
  create table if not exists notes (
    id uuid primary key,
    text text not null check (char_length(text) between 1 and 10000),
    created_at timestamptz not null default now()
  );
  create index if not exists notes_newest on notes (created_at desc, id)`;

const columns = `id, text, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;

export class PostgresNotes implements NoteStore {
  constructor(
    private readonly pool: Queryable,
    /** How long a request waits for a server that is away. */
    private readonly patienceMs = 5000,
  ) {}

  async createTable(): Promise<void> {
    await this.pool.query(schema);
  }

  add(id: string, text: string): Promise<Note> {
    return this.patiently(async () => {
      await this.pool.query("insert into notes (id, text) values ($1, $2) on conflict (id) do nothing", [id, text]);
      const [note] = await this.select("where id = $1", [id]);
      if (!note) throw new Error(`note ${id} vanished after its insert`);
      return note;
    });
  }

  list(limit: number): Promise<Note[]> {
    return this.patiently(() => this.select("order by created_at desc, id limit $1", [limit]));
  }

  find(id: string): Promise<Note | undefined> {
    return this.patiently(async () => (await this.select("where id = $1", [id]))[0]);
  }

  async check(): Promise<void> {
    await this.pool.query("select from notes limit 1");
  }

  private async select(rest: string, values: unknown[]): Promise<Note[]> {
    const { rows } = await this.pool.query(`select ${columns} from notes ${rest}`, values);
    return rows as Note[];
  }

  /** Every statement here may run twice and has the effect of one, so every lost connection is safe to retry. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await retry(work, isAway, this.patienceMs);
    } catch (error) {
      throw isAway(error) ? unavailable("postgres is not available", error) : error;
    }
  }
}

/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections */
const awayStates = new Set(["57P01", "57P02", "57P03", "53300"]);

/** An error that is not the server's own is the connection's: refused, lost or timed out. */
export function isAway(error: unknown): boolean {
  return error instanceof DatabaseError ? awayStates.has(error.code ?? "") : error instanceof Error;
}
