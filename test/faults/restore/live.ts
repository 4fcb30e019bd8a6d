import { docker, inspect } from "../../support/docker";
import { sql } from "../stack";

/** Every row of every table, but those of the clock that the stack itself has in it. */
const digestOfRows = `
  SELECT md5(string_agg(name || query_to_xml(format('SELECT count(*), sum(hashtextextended(t::text, 0)) FROM %s t', name), true, true, '')::text, ' ' ORDER BY name))
  FROM (SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'm') AND relpersistence = 'p' AND nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'ballast')) x`;

const identity =
  "SELECT system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_postmaster_start_time() FROM pg_control_system()";

/** @returns what a running server holds and is: the same text while nothing happens to it */
export async function digestOf(prefix: string): Promise<string> {
  return [
    await inspect(`${prefix}-postgres`, "{{.Id}} {{.State.StartedAt}} {{.RestartCount}}"),
    await sql(prefix, identity),
    await sql(prefix, digestOfRows),
    await docker("exec", `${prefix}-postgres`, "psql", "-XAtq", "--command", digestOfRows, "postgres"),
  ].join("\n");
}
