import { backupRetention } from "../../../../policies/docker/backup-retention";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder, postgresFiles } from "../../../support/policy-resources";

testPolicy(backupRetention, {
  passes: {
    "a week, by the program that makes backups": { resources: [container({ envs: ["RETENTION_DAYS=7"] })], stack: "prod" },
    "a week": { resources: postgresFiles({ pgbackrest: "repo1-retention-full-type=time\nrepo1-retention-full=7\n" }), stack: "prod" },
    "for ever": { resources: postgresFiles({ pgbackrest: "repo1-path=/repository\n" }), stack: "prod" },
    "less where it is not production": { resources: postgresFiles({ pgbackrest: "repo1-retention-full=2\n" }) },
    "less by configuration": {
      resources: postgresFiles({ pgbackrest: "repo1-retention-full-type=time\nrepo1-retention-full=3\n" }),
      stack: "prod",
      settings: { days: 3 },
    },
  },
  refuses: {
    "six days by the program that makes backups": {
      resources: [container({ envs: ["RETENTION_DAYS=6", "RETENTION_FULL_BACKUPS=9"] })],
      stack: "prod",
      message:
        'Backups of container shop may be gone when a mistake is found: got RETENTION_DAYS "6", allowed is at least 7 days; set retentionDays of it to 7 in the configuration.',
    },
    "six days": {
      resources: postgresFiles({ pgbackrest: "repo1-retention-full-type=time\nrepo1-retention-full=6\n" }),
      stack: "prod",
      message:
        'Backups of container postgres-files may be gone when a mistake is found: got repo1-retention-full "6", repo1-retention-full-type "time", allowed is at least 7 days, counted by time; write repo1-retention-full-type=time and repo1-retention-full=7.',
    },
    "six days in the second of two": {
      resources: postgresFiles({
        pgbackrest: "repo1-retention-full-type=time\nrepo1-retention-full=7\nrepo2-retention-full-type=time\nrepo2-retention-full=6\n",
      }),
      stack: "prod",
      message:
        'Backups of container postgres-files may be gone when a mistake is found: got repo2-retention-full "6", repo2-retention-full-type "time", allowed is at least 7 days, counted by time; write repo2-retention-full-type=time and repo2-retention-full=7.',
    },
    "a number of backups, which says nothing about days": {
      resources: postgresFiles({ pgbackrest: "repo1-retention-full=14\n" }),
      stack: "prod",
      message:
        'Backups of container postgres-files may be gone when a mistake is found: got repo1-retention-full "14", repo1-retention-full-type nothing, allowed is at least 7 days, counted by time; write repo1-retention-full-type=time and repo1-retention-full=7.',
    },
  },
  leavesOut: {
    "a configuration that is not known yet": {
      resources: holder(undefined, { uploads: [{ file: "/run/config/pgbackrest.conf", content: unknown }] }),
      stack: "prod",
      unknown: "uploads.0.content",
    },
  },
});
