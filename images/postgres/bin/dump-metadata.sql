-- What is told about one dump, beside it. Sizes in bytes.
SELECT json_build_object(
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
);
