import { patiently, type Queryable } from "@ballast/postgres";
import type { Note, NoteStore } from "./store";

export const schema = `
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
    private readonly patienceMs?: number,
  ) {}

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

  /** Every statement here may run twice and has the effect of one. */
  private patiently<T>(work: () => Promise<T>): Promise<T> {
    return patiently(work, this.patienceMs);
  }
}
