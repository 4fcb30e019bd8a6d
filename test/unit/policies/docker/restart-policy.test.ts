import { restartPolicy } from "../../../../policies/docker/restart-policy";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, job } from "../../../support/policy-resources";

testPolicy(restartPolicy, {
  passes: {
    "unless-stopped": { resources: container() },
    always: { resources: container({ restart: "always" }) },
    "a job, which ends": { resources: job() },
  },
  refuses: {
    none: {
      resources: container({ restart: undefined }),
      message:
        'Container shop stays down after a crash: got restart nothing, allowed is always or unless-stopped; write restart: "unless-stopped".',
    },
    no: {
      resources: container({ restart: "no" }),
      message:
        'Container shop stays down after a crash: got restart "no", allowed is always or unless-stopped; write restart: "unless-stopped".',
    },
    "after failures only": {
      resources: container({ restart: "on-failure" }),
      message:
        'Container shop stays down after a crash: got restart "on-failure", allowed is always or unless-stopped; write restart: "unless-stopped".',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ restart: unknown }), unknown: "restart" },
  },
});
