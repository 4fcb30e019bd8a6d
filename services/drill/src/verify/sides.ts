import type { Query } from "../collect/query";
import type { Sides } from "../facts";
import type { Boundary } from "./boundary";

/** @returns what the copy, paused there, says of the transactions on both sides */
export async function sidesOf(query: Query, { last, next }: Boundary): Promise<Sides> {
  const one = async (sql: string) => (await query("postgres", `SELECT (${sql})::text AS value`))[0]?.["value"];
  const upcoming = BigInt(String(await one("pg_snapshot_xmax(pg_current_snapshot())")));
  const there = async (transaction: number) => {
    const number = fullNumber(transaction, upcoming);
    return number < upcoming && (await one(`pg_xact_status('${number}'::xid8)`)) === "committed";
  };
  return { last: await there(last.transaction), next: await there(next.transaction) };
}

/**
 * The WAL writes 32 of the 64 bits of a transaction's number. No two numbers in use are more than 2^31 apart.
 * @param upcoming the next one to be given
 */
export function fullNumber(transaction: number, upcoming: bigint): bigint {
  const distance = BigInt.asIntN(32, BigInt(transaction) - upcoming);
  return upcoming + distance;
}
