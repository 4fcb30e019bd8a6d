/** Objects, and a statement for each that fails when the object is broken. */
export interface Checker {
  /** Rows of `name` and `statement`. `AMCHECK` stands for the schema of that extension. */
  sql: string;
}

const schema = "ballast_verification";

/** One statement each. What is attempted is always rolled back, and its error is an answer. */
export const prepareSql = [
  `CREATE SCHEMA IF NOT EXISTS ${schema}`,
  `CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA ${schema}`,
  `CREATE EXTENSION IF NOT EXISTS pg_prewarm SCHEMA ${schema}`,
  `CREATE OR REPLACE FUNCTION ${schema}.attempt(statement text, OUT state text, OUT error text) LANGUAGE plpgsql AS $$
   BEGIN
     EXECUTE statement;
     RAISE EXCEPTION USING ERRCODE = 'BV000';
   EXCEPTION
     WHEN SQLSTATE 'BV000' THEN NULL;
     WHEN OTHERS THEN state := SQLSTATE; error := SQLERRM;
   END $$`,
  `CREATE OR REPLACE FUNCTION ${schema}.refuse(problem text) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     IF problem IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = 'XX001', MESSAGE = problem; END IF;
   END $$`,
];

/** @param amcheck the schema it is in. @returns rows of name, SQLSTATE and error; both are null where the attempt went well */
export const attemptsSql = ({ sql }: Checker, amcheck: string): string =>
  `SELECT name, state, error FROM (${sql.replaceAll("AMCHECK", amcheck.replaceAll("'", "''"))}) o, LATERAL ${schema}.attempt(statement) ORDER BY name`;

/** With a file of its own, and not emptied by a recovery. */
const stored = `relpersistence = 'p' AND pg_relation_filepath(c.oid) IS NOT NULL`;

export const checkers = {
  heaps: {
    sql: `SELECT c.oid::regclass::text AS name, format(
            'SELECT ${schema}.refuse(string_agg(concat_ws('' '', ''block'', blkno, ''offset'', offnum, msg), ''; '')) '
            'FROM (SELECT * FROM AMCHECK.verify_heapam(%s::regclass, check_toast => true) LIMIT 3) x', c.oid) AS statement
          FROM pg_class c JOIN pg_am a ON a.oid = relam WHERE amname = 'heap' AND relkind IN ('r', 'm', 't') AND ${stored}`,
  },
  btrees: {
    sql: `SELECT c.oid::regclass::text AS name,
                 format('SELECT AMCHECK.bt_index_parent_check(%s::regclass, true, false, true)', c.oid) AS statement
          FROM pg_class c JOIN pg_am a ON a.oid = relam JOIN pg_index ON indexrelid = c.oid
          WHERE amname = 'btree' AND relkind = 'i' AND indisvalid AND indisready AND ${stored}`,
  },
  otherIndexes: {
    sql: `SELECT c.oid::regclass::text AS name, format('SELECT ${schema}.pg_prewarm(%s::regclass, ''buffer'')', c.oid) AS statement
          FROM pg_class c JOIN pg_am a ON a.oid = relam WHERE amname <> 'btree' AND relkind = 'i' AND ${stored}`,
  },
  /** Rows that a constraint on a partitioned table has for each partition it refers to are no constraints of their own. */
  constraints: {
    sql: `SELECT conrelid::regclass || '.' || quote_ident(conname) AS name, format(
            'DO $do$ BEGIN UPDATE pg_constraint SET convalidated = false WHERE oid = %s; ALTER TABLE %s VALIDATE CONSTRAINT %I; END $do$',
            p.oid, conrelid::regclass, conname) AS statement
          FROM pg_constraint p JOIN pg_class c ON c.oid = conrelid
          WHERE contype IN ('c', 'f') AND convalidated AND relkind = 'r' AND relpersistence = 'p'
          AND NOT EXISTS (SELECT FROM pg_constraint parent WHERE parent.oid = p.conparentid AND parent.conrelid = p.conrelid)`,
  },
  /** EXPLAIN opens no foreign server. */
  views: {
    sql: `SELECT c.oid::regclass::text AS name, format('EXPLAIN SELECT * FROM %s', c.oid::regclass) AS statement
          FROM pg_class c WHERE relkind IN ('v', 'm')`,
  },
  functions: {
    sql: `SELECT p.oid::regprocedure::text AS name, format('SELECT fmgr_c_validator(%s)', p.oid) AS statement
          FROM pg_proc p JOIN pg_language l ON l.oid = prolang WHERE lanname = 'c'`,
  },
} satisfies Record<string, Checker>;
