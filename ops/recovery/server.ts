import { z } from "zod";
import { store, firstUnit } from "../backup/unit";
import type { Ask } from "../backup/catalogue";
import { runtimeOf } from "../runtime";
import type { Recoverable } from "../stack";

/** What a server has done since a moment, and what a recovery to that moment leaves behind. */
export interface Since {
  /** ISO 8601. */
  at: string;
  /** Transactions that wrote something, but for the heartbeat's; some may be of the second before. Null when the heartbeat does not reach back so far. */
  transactions: number | null;
  /** Bytes of WAL; null where the place of the moment in it is not known. */
  walBytes: number | null;
}

/** The server that runs now. */
export class RunningServer {
  private readonly ask: Ask;

  constructor(outputs: Recoverable) {
    const runtime = runtimeOf(outputs);
    this.ask = (command) => runtime.exec(firstUnit(outputs, store), command);
  }

  /** @returns whether it takes questions */
  async answers(): Promise<boolean> {
    return this.sql("SELECT").then(
      () => true,
      () => false,
    );
  }

  /** Number of the data that it runs on: what its container was told, whatever was deployed since. */
  async generation(): Promise<number> {
    return Number(await this.ask(["sh", "-c", 'printf %s "${POSTGRES_GENERATION:-1}"']));
  }

  /** @returns whether what is written now comes into the archive */
  async archives(): Promise<boolean> {
    return z
      .boolean()
      .parse(
        await this.json(
          "SELECT to_json(last_archived_time IS NOT NULL AND coalesce(last_archived_time > last_failed_time, true)) FROM pg_stat_archiver",
        ),
      );
  }

  /**
   * @param at ISO 8601
   * @param lsn where that is in the WAL, if that is known
   */
  async since(at: string, lsn?: string): Promise<Since> {
    const found = z.object({ transactions: z.number().nullable(), walBytes: z.number().nullable() }).parse(
      await this.json(`
          SELECT json_build_object(
            'transactions', (SELECT greatest(0, age(xmin) - 1 - ((SELECT max(beat) FROM ballast.heartbeat) - beat))
                             FROM ballast.heartbeat WHERE at <= '${at}' ORDER BY beat DESC LIMIT 1),
            'walBytes', pg_wal_lsn_diff(pg_current_wal_lsn(), ${lsn === undefined ? "NULL" : `'${lsn}'`}))`),
    );
    return { at, ...found };
  }

  /** When its timeline began: that is when its data were switched to. @returns ISO 8601; null for the first */
  async timelineBegan(): Promise<string | null> {
    const seconds = z
      .number()
      .nullable()
      .parse(
        await this.json(`
        SELECT to_json(extract(epoch FROM (pg_stat_file('pg_wal/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '.history', true)).modification))`),
      );
    return seconds === null ? null : new Date(seconds * 1000).toISOString();
  }

  /**
   * Ends the segment of the WAL that is being written, behind a transaction and a restore point of this name.
   * @returns that segment, and where the restore point is
   */
  async restorePoint(name: string): Promise<{ segment: string; lsn: string }> {
    await this.sql("SELECT pg_current_xact_id()");
    const lsn = await this.sql(`SELECT pg_create_restore_point('${name}')`);
    return { segment: await this.sql("SELECT pg_walfile_name(pg_switch_wal())"), lsn };
  }

  private async json(sql: string): Promise<unknown> {
    const text = await this.sql(sql);
    return text === "" ? null : JSON.parse(text);
  }

  private async sql(statement: string): Promise<string> {
    return (await this.ask(["psql", "--no-psqlrc", "-Atq", "--set=ON_ERROR_STOP=1", "--command", statement, "postgres"])).trim();
  }
}
