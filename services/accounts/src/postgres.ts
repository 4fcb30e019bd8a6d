import { patiently, type Queryable } from "@ballast/postgres";
import type { Account, AccountStore } from "./store";

export const schema = `
  create table if not exists accounts (
    id uuid primary key,
    name text not null unique check (name ~ '^[a-z][a-z0-9_-]{2,29}$'),
    created_at timestamptz not null default now()
  )`;

const columns = `id, name, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;

export class PostgresAccounts implements AccountStore {
  constructor(
    private readonly pool: Queryable,
    /** How long a request waits for a server that is away. */
    private readonly patienceMs?: number,
  ) {}

  /** Whichever of the two is taken, the insert does nothing; whether it was this account's, the row says. */
  add(id: string, name: string): Promise<Account | undefined> {
    return patiently(async () => {
      await this.pool.query("insert into accounts (id, name) values ($1, $2) on conflict do nothing", [id, name]);
      return this.select("id = $1", id);
    }, this.patienceMs);
  }

  find(id: string): Promise<Account | undefined> {
    return patiently(() => this.select("id = $1", id), this.patienceMs);
  }

  named(name: string): Promise<Account | undefined> {
    return patiently(() => this.select("name = $1", name), this.patienceMs);
  }

  async check(): Promise<void> {
    await this.pool.query("select from accounts limit 1");
  }

  private async select(condition: string, value: string): Promise<Account | undefined> {
    const { rows } = await this.pool.query(`select ${columns} from accounts where ${condition}`, [value]);
    return rows[0] as Account | undefined;
  }
}
