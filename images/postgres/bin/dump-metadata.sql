-- What is told about one dump, beside it, at the moment that the dump is of. Sizes in bytes.
-- A query of the tables whose rows are in a dump, and how many: a verification asks the same of what it has restored.
\set tables `cat /usr/local/bin/dump-tables.sql`
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET TRANSACTION SNAPSHOT :'snapshot';
SELECT jsonb_build_object(
  'file', :'file',
  'startedAt', :'started',
  'finishedAt', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'sizeBytes', :size,
  'sha256', :'sha256',
  'format', :'format',
  'compression', :'compression',
  'encryption', 'age',
  'database', current_database(),
  'databaseSizeBytes', pg_database_size(current_database()),
  'host', :'host',
  'serverVersion', current_setting('server_version'),
  'previousSizeBytes', :before,
  'outcome', :'outcome'
) || CASE :'format'
  WHEN 'custom' THEN jsonb_build_object('tables', (:tables))
  ELSE jsonb_build_object('databases', (
    SELECT coalesce(jsonb_agg(datname ORDER BY datname), '[]') FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres'
  ))
END;
COMMIT;
