import { createHash } from "node:crypto";
import { sql } from "../stack";
import type { Workshop } from "../workshop";
import { startRestore, wholeRequest } from "./job";
import { answerOf } from "./server";

/** Milliseconds since 1970 of the server's clock, in which nothing was being committed. */
interface Gap {
  /** How many rows were committed before it. */
  rows: number;
  from: number;
  to: number;
}

export interface PointResult {
  time: string;
  expected: string;
  found: string;
}

/** Each row is a commit, and says when the one before it had ended. */
const commits = [
  "CREATE TABLE ticks (n int PRIMARY KEY, ended_before float8, begun float8)",
  `CREATE PROCEDURE tick(count int) LANGUAGE plpgsql AS $$
  DECLARE ended float8 := 0;
  BEGIN
    FOR i IN 1..count LOOP
      INSERT INTO ticks VALUES (i, ended, extract(epoch FROM clock_timestamp()) * 1000);
      COMMIT;
      ended := extract(epoch FROM clock_timestamp()) * 1000;
      PERFORM pg_sleep(0.002 + random() * 0.02);
    END LOOP;
  END $$`,
  "CALL tick(2000)",
];

/** @returns the time between each commit and the next, in whole milliseconds; those without one are left out */
export const gapsIn = (rows: { n: number; ended_before: number; begun: number }[]): Gap[] =>
  rows
    .slice(1)
    .map(({ n, ended_before, begun }) => ({ rows: n - 1, from: Math.ceil(ended_before), to: Math.floor(begun) }))
    .filter(({ from, to }) => from <= to);

/** @returns times in random ones of them, with how many rows were committed by then; the same for the same seed */
export function pointsIn(gaps: Gap[], seed: string, count: number): { at: number; rows: number }[] {
  return Array.from({ length: count }, (_, index) => {
    const digest = createHash("sha256").update(`${seed} ${index}`).digest();
    const gap = gaps[digest.readUInt32BE(0) % gaps.length]!;
    return { at: gap.from + (digest.readUInt32BE(4) % (gap.to - gap.from + 1)), rows: gap.rows };
  });
}

/** Commits a row after the other on the running server. @returns the gaps between them */
export async function commitRows(prefix: string): Promise<Gap[]> {
  for (const statement of commits) await sql(prefix, statement);
  return gapsIn(JSON.parse(await sql(prefix, "SELECT json_agg(t ORDER BY n) FROM ticks t")) as Parameters<typeof gapsIn>[0]);
}

/** Restores to a time, and starts the stack's server on that: the rows that were committed by then must be there, and no other one. */
export async function tryPoint(workshop: Workshop, { at, rows }: { at: number; rows: number }): Promise<PointResult> {
  const time = new Date(at).toISOString();
  const expected = `${rows} rows, the last is ${rows}`;
  await workshop.ask("find /pgdata -mindepth 1 -delete");
  const { code, output } = await (await startRestore(workshop, { ...wholeRequest(workshop), target: { time } })).ended;
  if (code !== 0) return { time, expected, found: output };
  const found = await answerOf(workshop, "SELECT format('%s rows, the last is %s', count(*), coalesce(max(n), 0)) FROM ticks");
  return { time, expected, found };
}
