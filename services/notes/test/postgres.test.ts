import type { Queryable } from "@ballast/postgres";
import { DatabaseError } from "pg";
import { PostgresNotes } from "../src/postgres";

/** One table that understands the two statements of `add`. It does not prove the SQL: the tests against a real server do. */
class FakeServer implements Queryable {
  readonly rows = new Map<string, string>();
  readonly statements: string[] = [];
  /** What happens to the next statements: lost before or after they ran, or refused. */
  readonly trouble: ("before" | "after" | Error)[] = [];

  query(text: string, [id = "", content = ""]: string[] = []): Promise<{ rows: unknown[] }> {
    const trouble = this.trouble.shift();
    this.statements.push(text);
    if (trouble instanceof Error) return Promise.reject(trouble);
    if (trouble === "before") return Promise.reject(new Error("connect ECONNREFUSED"));
    if (text.startsWith("insert")) {
      if (this.rows.has(id) && !text.includes("on conflict (id) do nothing")) throw serverError("23505");
      if (!this.rows.has(id)) this.rows.set(id, content);
    }
    if (trouble === "after") return Promise.reject(new Error("Connection terminated unexpectedly"));
    return Promise.resolve({ rows: text.startsWith("select") && this.rows.has(id) ? [{ id, text: this.rows.get(id) }] : [] });
  }
}

function serverError(code: string): DatabaseError {
  return Object.assign(new DatabaseError(code, 0, "error"), { code });
}

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
});

test.each([["before"], ["after"], [serverError("57P03")], [serverError("57P01")]] as const)(
  "an insert whose connection fails is repeated and counts once (case %#)",
  async (trouble) => {
    server.trouble.push(trouble, trouble);
    expect(await new PostgresNotes(server).add("id-1", "text")).toEqual({ id: "id-1", text: "text" });
    expect([...server.rows]).toEqual([["id-1", "text"]]);
    expect(server.statements.filter((text) => text.startsWith("insert"))).toHaveLength(3);
  },
);

test("a select that fails after its insert repeats both, and there is one row", async () => {
  server.trouble.push(...([undefined, "after"] as "after"[]));
  await new PostgresNotes(server).add("id-1", "text");
  expect(server.rows.size).toBe(1);
});

test("503 when the server stays away", async () => {
  server.trouble.push(...Array.from({ length: 50 }, () => "before" as const));
  await expect(new PostgresNotes(server, 150).list(1)).rejects.toMatchObject({
    status: 503,
    problem: { what: "postgres is not available" },
  });
});

test("an error of the statement is not repeated", async () => {
  server.trouble.push(serverError("42P01"));
  await expect(new PostgresNotes(server).list(1)).rejects.toThrow("42P01");
  expect(server.statements).toHaveLength(1);
});

test("a health check does not wait", async () => {
  server.trouble.push("before");
  await expect(new PostgresNotes(server).check()).rejects.toThrow("ECONNREFUSED");
});
