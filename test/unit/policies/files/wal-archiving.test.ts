import { postgresqlConf } from "../../../../components/postgres/server-files";
import { walArchiving } from "../../../../policies/files/wal-archiving";
import { unknown } from "../../../support/judge";
import { configMap, deployment, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";
import { container, database, holder, postgresFiles } from "../../../support/policy-resources";

const archiving = "archive_mode = on\narchive_command = 'pgbackrest archive-push %p'\n";

testPolicy(walArchiving, {
  passes: {
    "the component's own configuration": { resources: [database(), postgresFiles()] },
    "a minute, in minutes": { resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 1min # at most\n` }) },
    "seconds without a unit": { resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 60\n` }) },
    "a longer loss by configuration": {
      resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 5min\n` }),
      settings: { seconds: 300 },
    },
    "the component's own configuration, on Kubernetes": {
      resources: [statefulSet(), configMap({ "postgresql.conf": postgresqlConf({}) })],
    },
    "no Postgres, on Kubernetes": { resources: [deployment(), configMap({ "shop.conf": "" }, "shop")] },
    "no Postgres": { resources: [container(), holder()] },
  },
  refuses: {
    "no archive at all": {
      resources: postgresFiles({ postgresql: "wal_level = replica\n" }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode nothing, archive_command "", archive_timeout nothing, allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "a command that keeps nothing": {
      resources: postgresFiles({ postgresql: "archive_mode = on\narchive_command = '/bin/true'\narchive_timeout = 40s\n" }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode "on", archive_command "/bin/true", archive_timeout "40s", allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "no timeout": {
      resources: postgresFiles({ postgresql: archiving }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode "on", archive_command "pgbackrest", archive_timeout nothing, allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "0, which is none": {
      resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 0\n` }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode "on", archive_command "pgbackrest", archive_timeout "0", allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "too long": {
      resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 61s\n` }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode "on", archive_command "pgbackrest", archive_timeout "61s", allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "the last of two values, as Postgres reads them": {
      resources: postgresFiles({ postgresql: `${archiving}archive_timeout = 40s\narchive_timeout = 1h\n` }),
      message:
        'The Postgres of container postgres-files can lose more than 60 s of changes: got archive_mode "on", archive_command "pgbackrest", archive_timeout "1h", allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "a Postgres without the file": {
      resources: [database(), holder({ "pg_hba.conf": "" }, {}, "postgres")],
      message:
        "Nobody can tell whether the Postgres of container postgres archives: got no postgresql.conf, allowed is one in the files of its workload; give the workload a postgresql.conf.",
    },
    "no archive at all, on Kubernetes": {
      resources: [statefulSet(), configMap({ "postgresql.conf": "wal_level = replica\n" })],
      message:
        'The Postgres of ConfigMap postgres-files can lose more than 60 s of changes: got archive_mode nothing, archive_command "", archive_timeout nothing, allowed is archive_mode "on", a command that keeps the segment, a timeout from 1 to 60 s; leave these to the component, which archives every 40 s.',
    },
    "a Postgres whose file another service has, on Kubernetes": {
      resources: [statefulSet(), configMap({ "postgresql.conf": postgresqlConf({}) }, "shop")],
      message:
        "Nobody can tell whether the Postgres of StatefulSet postgres archives: got no postgresql.conf, allowed is one in the files of its workload; give the workload a postgresql.conf.",
    },
  },
  leavesOut: {
    "a ConfigMap's that is not known yet": { resources: configMap({ "postgresql.conf": unknown }), unknown: "data.postgresql.conf" },
    "a configuration that is not known yet": {
      resources: holder(undefined, { uploads: [{ file: "/run/config/postgresql.conf", content: unknown }] }),
      unknown: "uploads.0.content",
    },
  },
});
