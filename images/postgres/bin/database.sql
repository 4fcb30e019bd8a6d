-- :owner owns the database and everything in it and cannot log in; :login can, and acts as the owner.
\set passwordfile /run/secrets/ :login
\set password `cat :passwordfile`
SELECT format('CREATE ROLE %I NOLOGIN', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('CREATE ROLE %I', :'login') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec
ALTER ROLE :"login" LOGIN PASSWORD :'password';
GRANT :"owner" TO :"login";
ALTER ROLE :"login" SET role = :"owner";
SELECT format('CREATE DATABASE %I OWNER %I', :'owner', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'owner') \gexec
REVOKE ALL ON DATABASE :"owner" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"owner" TO :"owner", ballast_backup, "postgres-dump";
