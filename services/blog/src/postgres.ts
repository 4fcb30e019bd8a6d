import { patiently, type Queryable } from "@ballast/postgres";
import type { Post, PostStore } from "./store";

export const schema = `
  create table if not exists posts (
    id uuid primary key,
    author uuid not null,
    title text not null check (char_length(title) between 1 and 200),
    text text not null check (char_length(text) between 1 and 50000),
    created_at timestamptz not null default now()
  );
  create index if not exists posts_newest on posts (created_at desc, id)`;

const columns = `id, author, title, text, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;
const insert = "insert into posts (id, author, title, text) values ($1, $2, $3, $4) on conflict (id) do nothing";

export class PostgresPosts implements PostStore {
  constructor(
    private readonly pool: Queryable,
    /** How long a request waits for a server that is away. */
    private readonly patienceMs?: number,
  ) {}

  add({ id, author, title, text }: Omit<Post, "createdAt">): Promise<Post> {
    return patiently(async () => {
      await this.pool.query(insert, [id, author, title, text]);
      const [post] = await this.select("where id = $1", [id]);
      if (!post) throw new Error(`post ${id} vanished after its insert`);
      return post;
    }, this.patienceMs);
  }

  list(limit: number): Promise<Post[]> {
    return patiently(() => this.select("order by created_at desc, id limit $1", [limit]), this.patienceMs);
  }

  find(id: string): Promise<Post | undefined> {
    return patiently(async () => (await this.select("where id = $1", [id]))[0], this.patienceMs);
  }

  async check(): Promise<void> {
    await this.pool.query("select from posts limit 1");
  }

  private async select(rest: string, values: unknown[]): Promise<Post[]> {
    const { rows } = await this.pool.query(`select ${columns} from posts ${rest}`, values);
    return rows as Post[];
  }
}
