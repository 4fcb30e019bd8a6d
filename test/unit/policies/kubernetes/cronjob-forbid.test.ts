import { cronjobForbid } from "../../../../policies/kubernetes/cronjob-forbid";
import { unknown } from "../../../support/judge";
import { cronJob, job } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (got: string) =>
  `CronJob nightly may run twice at once, or at a time that nobody expects: got ${got}, allowed is concurrencyPolicy "Forbid", and startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit written; make it a scheduled job of the platform.`;

testPolicy(cronjobForbid, {
  passes: { "the platform's own": { resources: cronJob() }, "what runs once": { resources: job() } },
  refuses: {
    "Kubernetes' default": { resources: cronJob({ concurrencyPolicy: undefined }), message: message("concurrencyPolicy nothing") },
    "one that kills the one before": {
      resources: cronJob({ concurrencyPolicy: "Replace" }),
      message: message('concurrencyPolicy "Replace"'),
    },
    "no deadline and no limits": {
      resources: cronJob({ startingDeadlineSeconds: undefined, successfulJobsHistoryLimit: undefined, failedJobsHistoryLimit: undefined }),
      message: message('concurrencyPolicy "Forbid", no startingDeadlineSeconds, no successfulJobsHistoryLimit, no failedJobsHistoryLimit'),
    },
  },
  leavesOut: {
    "what is not known yet": { resources: cronJob({ concurrencyPolicy: unknown }), unknown: "spec.concurrencyPolicy" },
  },
});
