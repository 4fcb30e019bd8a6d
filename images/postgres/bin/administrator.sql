-- The only role that jobs use over the network: it makes roles and databases and asks for a WAL switch. It is no superuser.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SET pg_stat_statements.track_utility = off;
\set password `cat /run/secrets/admin-password`
SELECT 'CREATE ROLE ballast_admin' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ballast_admin') \gexec
ALTER ROLE ballast_admin LOGIN CREATEROLE CREATEDB PASSWORD :'password';
-- Statements of this role carry passwords: they go into no log and no statistics.
ALTER ROLE ballast_admin SET log_statement = 'none';
ALTER ROLE ballast_admin SET log_min_duration_statement = -1;
ALTER ROLE ballast_admin SET log_min_error_statement = 'panic';
ALTER ROLE ballast_admin SET pg_stat_statements.track_utility = off;
ALTER ROLE ballast_admin SET createrole_self_grant = 'set, inherit';
GRANT pg_monitor TO ballast_admin;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO ballast_admin;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres TO ballast_admin;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
-- Reads everything and describes it, for backups. It comes in with a certificate and has no password.
SELECT 'CREATE ROLE ballast_backup' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ballast_backup') \gexec
ALTER ROLE ballast_backup LOGIN REPLICATION BYPASSRLS;
GRANT pg_read_all_data, pg_monitor TO ballast_backup;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO ballast_backup;
GRANT CONNECT ON DATABASE postgres TO ballast_backup;
-- One row a second, for a day: after a loss it tells up to when everything was kept.
CREATE SCHEMA IF NOT EXISTS ballast;
CREATE TABLE IF NOT EXISTS ballast.heartbeat (beat bigint PRIMARY KEY, at timestamptz NOT NULL);
CREATE OR REPLACE PROCEDURE ballast.beat() BEGIN ATOMIC
  INSERT INTO ballast.heartbeat SELECT coalesce(max(beat), 0) + 1, clock_timestamp() FROM ballast.heartbeat;
  DELETE FROM ballast.heartbeat WHERE beat <= (SELECT max(beat) FROM ballast.heartbeat) - 86400;
END;
-- Makes the dumps: it reads everything and changes nothing. It has no password, and comes with the certificate of its name.
SELECT 'CREATE ROLE "postgres-dump" LOGIN BYPASSRLS' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'postgres-dump') \gexec
GRANT pg_read_all_data TO "postgres-dump";
ALTER ROLE "postgres-dump" SET default_transaction_read_only = on;
SELECT format('GRANT CONNECT ON DATABASE %I TO "postgres-dump"', datname) FROM pg_database WHERE datallowconn AND NOT datistemplate \gexec
