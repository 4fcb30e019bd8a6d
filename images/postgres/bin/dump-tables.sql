SELECT coalesce(jsonb_agg(jsonb_build_object(
  'name', format('%I.%I', n.nspname, c.relname),
  'rows', (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM ONLY %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint
) ORDER BY n.nspname, c.relname), '[]') AS tables
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
