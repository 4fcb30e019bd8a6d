SELECT format('ALTER ROLE %I NOLOGIN', :'login') WHERE EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :'login';
