import type { Moment } from "../facts";
import { rowOf, type Query } from "./query";

/** A row that the source wrote each second: the number before it plus one, and when. */
export interface Beat {
  beat: number;
  at: Moment;
}

export interface Heartbeats {
  first: Beat | null;
  last: Beat | null;
  count: number;
}

const moment = `(extract(epoch FROM at) * 1000)::bigint`;
const beatWhere = (condition: string, order: string) =>
  `(SELECT json_build_object('beat', beat, 'at', ${moment}) FROM ballast.heartbeat WHERE ${condition} ORDER BY beat ${order} LIMIT 1)`;

/** @throws Error where there is no table of them */
export function heartbeats(query: Query): Promise<Heartbeats> {
  const sql = `SELECT ${beatWhere("true", "ASC")} AS first, ${beatWhere("true", "DESC")} AS last, (SELECT count(*) FROM ballast.heartbeat) AS count`;
  return rowOf(query, "postgres", sql);
}

/** The beats beside a moment, as the copy has them now. */
export function beatsAround(query: Query, at: Moment): Promise<{ before: Beat | null; countAfter: number }> {
  const target = `to_timestamp(${at}::numeric / 1000)`;
  return rowOf(
    query,
    "postgres",
    `SELECT ${beatWhere(`at <= ${target}`, "DESC")} AS before,
            (SELECT count(*) FROM ballast.heartbeat WHERE at > ${target}) AS "countAfter"`,
  );
}
