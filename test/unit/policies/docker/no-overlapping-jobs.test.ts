import { noOverlappingJobs } from "../../../../policies/docker/no-overlapping-jobs";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noOverlappingJobs, {
  passes: {
    "the scheduler": {
      resources: container({ entrypoints: ["/opt/supercronic/supercronic"], command: ["-passthrough-logs", "/run/config/crontab"] }),
    },
    "a program that is none": { resources: container({ command: ["serve", "--cron=off"] }) },
  },
  refuses: {
    cron: {
      resources: container({ command: ["cron", "-f"] }),
      message:
        "A job of container shop may run twice at once: got cron, allowed is /opt/supercronic/supercronic without -overlapping; make it a scheduled job of the platform.",
    },
    "crond in a shell": {
      resources: container({ entrypoints: ["sh", "-c"], command: ["exec /usr/sbin/crond -f"] }),
      message:
        "A job of container shop may run twice at once: got /usr/sbin/crond, allowed is /opt/supercronic/supercronic without -overlapping; make it a scheduled job of the platform.",
    },
    "the scheduler told to overlap": {
      resources: container({ entrypoints: ["/opt/supercronic/supercronic"], command: ["-overlapping", "/run/config/crontab"] }),
      message:
        "A job of container shop may run twice at once: got -overlapping, allowed is /opt/supercronic/supercronic without -overlapping; make it a scheduled job of the platform.",
    },
    "the crontab in other hands": {
      resources: container({ entrypoints: ["/usr/bin/scheduler"], command: ["/run/config/crontab"] }),
      message:
        "A job of container shop may run twice at once: got /usr/bin/scheduler, allowed is /opt/supercronic/supercronic without -overlapping; make it a scheduled job of the platform.",
    },
  },
  leavesOut: {
    "a command that is not known yet": { resources: container({ command: [unknown] }), unknown: "command.0" },
  },
});
