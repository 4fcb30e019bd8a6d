/** Everything of one kind, as one digest. */
export interface Definitions {
  kind: string;
  count: number;
  digest: string;
}

/** In the same order on any machine. */
const digest = `count(*), md5(coalesce(string_agg(text, E'\\n' ORDER BY text COLLATE "C"), '')) AS digest`;

const own = `nspname !~ '^pg_' AND nspname <> 'information_schema'`;
/** Without temporary things, and without what is not logged: an unlogged table is empty after a recovery, but it is defined. */
const ownRelation = `${own} AND relpersistence <> 't'`;

/** Of each kind, one text for each object. */
const texts: Record<string, string> = {
  columns: `SELECT concat_ws(' ', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                             attcollation::regcollation, pg_get_expr(adbin, adrelid)) AS text
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND attnum > 0 AND NOT attisdropped AND ${ownRelation}`,
  constraints: `SELECT concat_ws(' ', conrelid::regclass, contypid::regtype, conname, pg_get_constraintdef(p.oid)) AS text
                FROM pg_constraint p JOIN pg_namespace n ON n.oid = connamespace WHERE ${own}`,
  indexes: `SELECT pg_get_indexdef(indexrelid) AS text
            FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE ${ownRelation}`,
  views: `SELECT concat_ws(' ', c.oid::regclass, pg_get_viewdef(c.oid)) AS text
          FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('v', 'm') AND ${ownRelation}`,
  functions: `SELECT CASE WHEN prokind = 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END AS text
              FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE ${own}`,
  triggers: `SELECT concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled) AS text FROM pg_trigger t WHERE NOT tgisinternal`,
  "event triggers": `SELECT concat_ws(' ', evtname, evtevent, evtfoid::regprocedure, evtenabled, evttags) AS text FROM pg_event_trigger`,
  rules: `SELECT concat_ws(' ', pg_get_ruledef(r.oid), ev_enabled) AS text
          FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace
          WHERE rulename <> '_RETURN' AND ${ownRelation}`,
  policies: `SELECT concat_ws(' ', polrelid::regclass, polname, polcmd, polpermissive, polroles::regrole[],
                              pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS text FROM pg_policy`,
  "row security": `SELECT concat_ws(' ', c.oid::regclass, relforcerowsecurity) AS text FROM pg_class c WHERE relrowsecurity`,
  types: `SELECT concat_ws(' ', t.oid::regtype, typtype, typbasetype::regtype, typdefault,
                           (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)) AS text
          FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE typtype IN ('e', 'd', 'r') AND ${own}`,
  publications: `SELECT concat_ws(' ', pubname, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate,
                                  (SELECT string_agg(prrelid::regclass::text, ',' ORDER BY prrelid::regclass::text)
                                   FROM pg_publication_rel WHERE prpubid = p.oid)) AS text FROM pg_publication p`,
  statistics: `SELECT pg_get_statisticsobjdef(oid) AS text FROM pg_statistic_ext`,
};

export const definitionsSql = Object.entries(texts)
  .map(([kind, sql]) => `SELECT '${kind}' AS kind, ${digest} FROM (${sql}) texts`)
  .join(" UNION ALL ");

/** Owner and privileges of every object that has them. */
export const grantsSql = `SELECT ${digest} FROM (
  SELECT concat_ws(' ', 'relation', c.oid::regclass, pg_get_userbyid(relowner), relacl::text) AS text
  FROM pg_class c WHERE relkind NOT IN ('i', 'I', 't') AND relpersistence <> 't'
  UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname, attacl::text) FROM pg_attribute WHERE attacl IS NOT NULL
  UNION ALL SELECT concat_ws(' ', 'schema', nspname, pg_get_userbyid(nspowner), nspacl::text) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
  UNION ALL SELECT concat_ws(' ', 'function', oid::regprocedure, pg_get_userbyid(proowner), proacl::text) FROM pg_proc
  UNION ALL SELECT concat_ws(' ', 'type', t.oid::regtype, pg_get_userbyid(typowner), typacl::text)
            FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE nspname !~ '^pg_(toast_)?temp_'
  UNION ALL SELECT concat_ws(' ', 'language', lanname, pg_get_userbyid(lanowner), lanacl::text) FROM pg_language
  UNION ALL SELECT concat_ws(' ', 'server', srvname, pg_get_userbyid(srvowner), srvacl::text) FROM pg_foreign_server
  UNION ALL SELECT concat_ws(' ', 'wrapper', fdwname, pg_get_userbyid(fdwowner), fdwacl::text) FROM pg_foreign_data_wrapper
  UNION ALL SELECT concat_ws(' ', 'large object', oid, pg_get_userbyid(lomowner), lomacl::text) FROM pg_largeobject_metadata
) texts`;
