import type { Queryable } from "@ballast/postgres";
import { PostgresAccounts } from "../src/postgres";

/** One table that understands the statements of `add`. It does not prove the SQL: the tests against a real server do. */
class FakeServer implements Queryable {
  readonly rows = new Map<string, string>();
  /** The next statements lose their connection, after they ran. */
  losses = 0;

  query(text: string, [id = "", name = ""]: string[] = []): Promise<{ rows: unknown[] }> {
    if (text.startsWith("insert") && !this.rows.has(id) && ![...this.rows.values()].includes(name)) this.rows.set(id, name);
    if (this.losses-- > 0) return Promise.reject(new Error("Connection terminated unexpectedly"));
    return Promise.resolve({ rows: text.startsWith("select") && this.rows.has(id) ? [{ id, name: this.rows.get(id) }] : [] });
  }
}

test("an add whose connection is lost after the insert is repeated, and finds its own account", async () => {
  const server = new FakeServer();
  server.losses = 2;
  expect(await new PostgresAccounts(server).add("id-1", "ada")).toEqual({ id: "id-1", name: "ada" });
  expect([...server.rows]).toEqual([["id-1", "ada"]]);
});

test("an add under a name that is taken adds nothing", async () => {
  const server = new FakeServer();
  await new PostgresAccounts(server).add("id-1", "ada");
  expect(await new PostgresAccounts(server).add("id-2", "ada")).toBeUndefined();
  expect(server.rows.size).toBe(1);
});

test("503 when the server stays away", async () => {
  const server = new FakeServer();
  server.losses = 1000;
  await expect(new PostgresAccounts(server, 150).find("id-1")).rejects.toMatchObject({
    status: 503,
    problem: { what: "postgres is not available" },
  });
});
