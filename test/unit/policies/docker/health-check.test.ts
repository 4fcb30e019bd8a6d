import { healthCheck } from "../../../../policies/docker/health-check";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder, job } from "../../../support/policy-resources";

testPolicy(healthCheck, {
  passes: {
    "a command": { resources: container() },
    "a job, which ends": { resources: job() },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    none: {
      resources: container({ healthcheck: undefined }),
      message:
        "Container shop has no health check, so nothing can wait for it or see that it is ill: got healthcheck nothing, allowed is one whose tests are a command; give its workload a readiness probe.",
    },
    "one that is switched off": {
      resources: container({ healthcheck: { tests: ["NONE"] } }),
      message:
        'Container shop has no health check, so nothing can wait for it or see that it is ill: got healthcheck {"tests":["NONE"]}, allowed is one whose tests are a command; give its workload a readiness probe.',
    },
    "one without a command": {
      resources: container({ healthcheck: { tests: [] } }),
      message:
        'Container shop has no health check, so nothing can wait for it or see that it is ill: got healthcheck {"tests":[]}, allowed is one whose tests are a command; give its workload a readiness probe.',
    },
  },
  leavesOut: {
    "one that is not known yet": { resources: container({ healthcheck: unknown }), unknown: "healthcheck" },
  },
});
