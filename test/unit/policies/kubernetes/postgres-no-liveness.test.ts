import { postgresNoLiveness } from "../../../../policies/kubernetes/postgres-no-liveness";
import { unknown } from "../../../support/judge";
import { deployment, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const livenessProbe = { tcpSocket: { port: 5432 } };

testPolicy(postgresNoLiveness, {
  passes: {
    "startup and readiness only (K82)": { resources: statefulSet() },
    "Redis, which loads its data before it listens": { resources: statefulSet({ container: { livenessProbe } }, "redis") },
    "a sidecar, which recovers nothing": { resources: statefulSet({ container: { name: "postgres-backup", livenessProbe } }) },
    "what holds nothing": { resources: deployment({ container: { livenessProbe } }) },
  },
  refuses: {
    "a Postgres with one": {
      resources: statefulSet({ container: { livenessProbe } }),
      message:
        "Container postgres of StatefulSet postgres can be killed in the middle of a recovery, which then starts over: got a livenessProbe, allowed is startupProbe and readinessProbe; a crash restarts it anyway; leave liveness out.",
    },
  },
  leavesOut: {
    "a probe that is not known yet": {
      resources: statefulSet({ container: { livenessProbe: unknown } }),
      unknown: "spec.template.spec.containers.0.livenessProbe",
    },
  },
});
