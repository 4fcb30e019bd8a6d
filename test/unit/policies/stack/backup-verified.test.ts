import { crontabLine } from "../../../../components/platform/docker/scheduled-job";
import { backupVerified } from "../../../../policies/stack/backup-verified";
import { unknown } from "../../../support/judge";
import * as kubernetes from "../../../support/kubernetes-objects";
import { container, database, holder, job } from "../../../support/policy-resources";
import { testPolicy } from "../policy-tests";

const verify = ["drill", "verify"];
const daily = holder({ crontab: crontabLine("0 4 * * *", verify) });
const now = job({ command: verify });
const dailyPod = kubernetes.cronJob({}, { container: { command: verify } });
const nowPod = kubernetes.job({ container: { command: verify } });

const dumped = holder({ crontab: crontabLine("30 3 * * *", ["postgres-dump", "notes"]) });
const verifyDumps = ["drill", "verify-dumps"];
const snapshot = kubernetes.cronJob({}, { container: { command: ["redis-backup"] } });
const verifySnapshot = ["drill", "verify-snapshot"];

const filesMessage = (what: string, missing: string, key: string) =>
  `Nobody knows whether the ${what} can be restored: got no verification ${missing}, allowed is both, in production; set ${key}.onUp to true, and leave its schedule.`;

const message = (missing: string) =>
  `Nobody knows whether the backups of Postgres postgres can be restored: got no verification ${missing}, allowed is both, in production; set postgres.backup.verification.onUp to true, and leave its schedule.`;

testPolicy(backupVerified, {
  passes: {
    "by the clock and within the deployment": { resources: [database(), daily, now], stack: "prod" },
    "both, on Kubernetes": { resources: [kubernetes.statefulSet(), dailyPod, nowPod], stack: "prod" },
    "none where it is not production": { resources: [database(), kubernetes.statefulSet()] },
    "dumps that are verified": {
      resources: [dumped, holder({ crontab: crontabLine("30 4 * * *", verifyDumps) }), job({ command: verifyDumps })],
      stack: "prod",
    },
    "snapshots that are verified, on Kubernetes": {
      resources: [
        snapshot,
        kubernetes.cronJob({}, { container: { command: verifySnapshot } }),
        kubernetes.job({ container: { command: verifySnapshot } }),
      ],
      stack: "prod",
    },
    "files where it is not production": { resources: [dumped, snapshot] },
    "no Postgres": { resources: [container(), kubernetes.deployment()], stack: "prod" },
    "another command by configuration": {
      resources: [database(), holder({ crontab: "0 4 * * * restore-test" }), job({ command: ["restore-test"] })],
      stack: "prod",
      settings: { command: "restore-test" },
    },
  },
  refuses: {
    neither: { resources: database(), stack: "prod", message: message("by the clock, and none within the deployment") },
    "within the deployment alone": { resources: [database(), now], stack: "prod", message: message("by the clock") },
    "by the clock alone": { resources: [database(), daily], stack: "prod", message: message("within the deployment") },
    "a server, once for all its parts": {
      resources: [database(), database({ labels: [{ label: "ballast.service", value: "postgres" }] }, "postgres-backup"), daily],
      stack: "prod",
      message: message("within the deployment"),
    },
    "what is called so, and runs something else": {
      resources: [database(), holder({ crontab: crontabLine("0 4 * * *", ["drill", "backup", "full"]) }), now],
      stack: "prod",
      message: message("by the clock"),
    },
    "dumps, while backups are verified": {
      resources: [database(), daily, now, dumped],
      stack: "prod",
      message: filesMessage("dumps of Postgres", "by the clock, and none within the deployment", "postgres.backup.dump.verification"),
    },
    "backups, while dumps are verified": {
      resources: [database(), holder({ crontab: crontabLine("30 4 * * *", verifyDumps) }), job({ command: verifyDumps })],
      stack: "prod",
      message: message("by the clock, and none within the deployment"),
    },
    "snapshots that are verified by the clock alone": {
      resources: [snapshot, kubernetes.cronJob({}, { container: { command: verifySnapshot } })],
      stack: "prod",
      message: filesMessage("snapshots of Redis", "within the deployment", "redis.backup.verification"),
    },
    "neither, on Kubernetes": {
      resources: kubernetes.statefulSet(),
      stack: "prod",
      message: message("by the clock, and none within the deployment"),
    },
    "by the clock alone, on Kubernetes": {
      resources: [kubernetes.statefulSet(), dailyPod],
      stack: "prod",
      message: message("within the deployment"),
    },
    "a schedule that is suspended, on Kubernetes": {
      resources: [kubernetes.statefulSet(), kubernetes.cronJob({ suspend: true }, { container: { command: verify } }), nowPod],
      stack: "prod",
      message: message("by the clock"),
    },
  },
  leavesOut: {
    "a crontab that is not known yet": {
      resources: [database(), holder(undefined, { uploads: [{ file: "/run/config/crontab", content: unknown }] }), now],
      stack: "prod",
      unknown: "uploads.0.content",
    },
  },
});
