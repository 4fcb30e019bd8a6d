import { crontabLine } from "../../../../components/platform/docker/scheduled-job";
import { backupScheduled } from "../../../../policies/docker/backup-scheduled";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, database, holder } from "../../../support/policy-resources";

const backup = crontabLine("0 1 * * *", ["drill", "backup", "full"]);

testPolicy(backupScheduled, {
  passes: {
    "a scheduled backup": { resources: [database(), holder({ crontab: backup })], stack: "prod" },
    "none where it is not production": { resources: database() },
    "no Postgres": { resources: container(), stack: "prod" },
    "another command by configuration": {
      resources: [database(), holder({ crontab: "0 1 * * * wal-g backup-push" })],
      stack: "prod",
      settings: { command: "wal-g" },
    },
  },
  refuses: {
    none: {
      resources: database(),
      stack: "prod",
      message:
        "Nobody makes backups of the Postgres of container postgres: got no /run/config/crontab that matches \\bdrill\\b.*\\bbackup\\b, allowed is one scheduled job that does, in production; schedule backups in the configuration of Postgres.",
    },
    "a job that makes none": {
      resources: [database(), holder({ crontab: crontabLine("0 1 * * *", ["drill", "verify"]) })],
      stack: "prod",
      message:
        "Nobody makes backups of the Postgres of container postgres: got no /run/config/crontab that matches \\bdrill\\b.*\\bbackup\\b, allowed is one scheduled job that does, in production; schedule backups in the configuration of Postgres.",
    },
  },
  leavesOut: {
    "a crontab that is not known yet": {
      resources: [database(), holder(undefined, { uploads: [{ file: "/run/config/crontab", content: unknown }] })],
      stack: "prod",
      unknown: "uploads.0.content",
    },
  },
});
