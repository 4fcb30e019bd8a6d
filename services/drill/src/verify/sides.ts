import type { Query } from "../collect/query";
import type { Boundary } from "./boundary";

/** What the paused copy says of the transactions on both sides of the time it was brought to. */
export interface Sides {
  time: string;
  /** The one before is there. */
  lastThere: boolean;
  /** The one after is there: it must not be. */
  nextThere: boolean;
}

export async function sidesOf(query: Query, { time, last, next }: Boundary): Promise<Sides> {
  const one = async (sql: string) => (await query("postgres", `SELECT (${sql})::text AS value`))[0]?.["value"];
  const upcoming = BigInt(String(await one("pg_snapshot_xmax(pg_current_snapshot())")));
  const there = async (transaction: number) => {
    const number = fullNumber(transaction, upcoming);
    return number < upcoming && (await one(`pg_xact_status('${number}'::xid8)`)) === "committed";
  };
  return { time, lastThere: await there(last.transaction), nextThere: await there(next.transaction) };
}

/**
 * The WAL writes 32 of the 64 bits of a transaction's number. No two numbers in use are more than 2^31 apart.
 * @param upcoming the next one to be given
 */
export function fullNumber(transaction: number, upcoming: bigint): bigint {
  const distance = BigInt.asIntN(32, BigInt(transaction) - upcoming);
  return upcoming + distance;
}
