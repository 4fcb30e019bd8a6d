import { databaseHealth } from "../../src/collect/health";
import { rowOf, section, type Query } from "../../src/collect/query";

/** What the SQL finds on a real server is not proved here. */
const answers =
  (rows: (sql: string) => object[]): Query =>
  (_database, sql) =>
    Promise.resolve(sql.includes("AS facts") ? [{ facts: JSON.stringify(rows(sql)) }] : [{ schema: "public" }]);

test("what cannot be had is unknown, and says why; the rest is there", async () => {
  const parts = { a: () => Promise.resolve(1), b: () => Promise.reject(new Error("permission denied")) };
  expect(await section<{ a: number; b: number }>(parts)).toEqual({ a: 1, b: { unknown: "permission denied" } });
});

test("BR3: a mistake of the program is nothing to be unknown", async () => {
  const broken = () => Promise.reject(new TypeError("x is not a function"));
  await expect(section<{ a: number }>({ a: broken })).rejects.toThrow("x is not a function");
  await expect(
    section<{ a: number }>({ a: () => Promise.reject(new Error("outside", { cause: new RangeError("inside") })) }),
  ).rejects.toThrow("outside");
});

test("one row is expected, not none and not two", async () => {
  await expect(
    rowOf(
      answers(() => []),
      "app",
      "SELECT",
    ),
  ).rejects.toThrow("one row expected, got 0: SELECT");
  await expect(
    rowOf(
      answers(() => [{}, {}]),
      "app",
      "SELECT",
    ),
  ).rejects.toThrow("one row expected, got 2: SELECT");
});

test("a broken object is a problem; an attempt that broke is unknown", async () => {
  const attempts = [
    { name: "good", state: null, error: null },
    { name: "child", state: "XX002", error: "item order invariant violated" },
    { name: "parent", state: "53200", error: "out of memory" },
  ];
  const health = await databaseHealth(
    answers((sql) => (sql.includes(".attempt(") ? attempts : [])),
    "app",
  );
  expect(health).toMatchObject({
    btrees: {
      count: 3,
      problems: [
        { name: "child", error: "item order invariant violated" },
        { name: "parent", error: { unknown: "parent: out of memory" } },
      ],
    },
  });
});

test("without amcheck nothing that needs it is known", async () => {
  const query: Query = (_database, sql) =>
    sql.startsWith("CREATE EXTENSION") ? Promise.reject(new Error("no amcheck")) : Promise.resolve([{ facts: "[]" }]);
  expect(await databaseHealth(query, "app")).toMatchObject({ heaps: { unknown: "no amcheck" }, collations: [] });
});
