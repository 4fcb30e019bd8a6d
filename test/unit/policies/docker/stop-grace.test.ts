import { stopGrace } from "../../../../policies/docker/stop-grace";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, database, job } from "../../../support/policy-resources";

testPolicy(stopGrace, {
  passes: {
    "30 s": { resources: container() },
    "120 s for a database": { resources: database() },
    "a job, which ends by itself": { resources: job() },
    "another least by configuration": { resources: container({ stopTimeout: 5, destroyGraceSeconds: 5 }), settings: { seconds: 5 } },
  },
  refuses: {
    "no grace, which is SIGKILL": {
      resources: container({ destroyGraceSeconds: undefined }),
      message:
        "Container shop is killed in the middle of its work: got destroyGraceSeconds nothing, stopTimeout 30, allowed is at least 10 s for both; set stopTimeout of its workload.",
    },
    "a stop that Docker cuts short": {
      resources: container({ stopTimeout: 1 }),
      message:
        "Container shop is killed in the middle of its work: got destroyGraceSeconds 30, stopTimeout 1, allowed is at least 10 s for both; set stopTimeout of its workload.",
    },
    "a database with the time of a service": {
      resources: database({ destroyGraceSeconds: 30 }),
      message:
        "Container postgres is killed in the middle of its work: got destroyGraceSeconds 30, stopTimeout 120, allowed is at least 120 s for both; set stopTimeout of its workload.",
    },
    "Redis too": {
      resources: database({ stopTimeout: 119 }, "redis"),
      message:
        "Container redis is killed in the middle of its work: got destroyGraceSeconds 120, stopTimeout 119, allowed is at least 120 s for both; set stopTimeout of its workload.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ destroyGraceSeconds: unknown }), unknown: "destroyGraceSeconds" },
  },
});
