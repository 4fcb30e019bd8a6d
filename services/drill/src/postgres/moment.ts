import type { Lsn } from "../facts";
import type { Query } from "../collect/query";
import { connect, type Server } from "./sessions";

/** A moment of a database: what is there when the WAL has been replayed exactly up to `lsn`. */
export interface DatabaseMoment {
  lsn: Lsn;
  query: Query;
}

/**
 * Works on a moment of a database that a copy can be brought to again. Only a logical replication slot gives a snapshot and its place in the
 * WAL: it waits until everything that was under way when it began has ended. The slot is gone with its connection.
 * @param patienceMs how long transactions that are under way may take
 * @throws Error when they take longer
 */
export async function atMoment<T>(
  server: Server,
  database: string,
  patienceMs: number,
  work: (moment: DatabaseMoment) => Promise<T>,
): Promise<T> {
  const replication = await connect(server, database, { replication: "database", query_timeout: patienceMs });
  try {
    const slot = `ballast_${process.pid}_${Date.now()}`;
    const { rows } = await replication
      .query<{ consistent_point: Lsn; snapshot_name: string }>(
        `CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput (SNAPSHOT 'export')`,
      )
      .catch((error: unknown) => {
        throw new Error(`database ${database}: nothing to describe within ${patienceMs / 1000} s: ${(error as Error).message}`);
      });
    const [moment] = rows;
    if (!moment) throw new Error(`database ${database}: the slot has no snapshot`);
    const session = await connect(server, database);
    try {
      await session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      await session.query(`SET TRANSACTION SNAPSHOT '${moment.snapshot_name}'`);
      return await work({ lsn: moment.consistent_point, query: async (_database, sql) => (await session.query(sql)).rows as never });
    } finally {
      await session.end();
    }
  } finally {
    await replication.end();
  }
}
