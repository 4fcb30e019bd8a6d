import { podProbes } from "../../../../policies/kubernetes/pod-probes";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, pod, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (owner: string) =>
  `Pods of ${owner} are sent requests before they can answer, and an update does not see that they never will: got no readinessProbe, allowed is one in at least one of its containers; give its workload a readiness probe.`;
const unprobed = { container: { readinessProbe: undefined } };

testPolicy(podProbes, {
  passes: {
    "what serves, with a probe (K84)": { resources: [deployment(), statefulSet(), pod()] },
    "what ends by itself": { resources: [job(), cronJob(), pod({ ...unprobed, pod: { restartPolicy: "Never" } })] },
    "a sidecar beside": {
      resources: deployment({ pod: { containers: [{ name: "shop", readinessProbe: { tcpSocket: { port: 80 } } }, { name: "metrics" }] } }),
    },
  },
  refuses: {
    "a Deployment without": { resources: deployment(unprobed), message: message("Deployment shop") },
    "a StatefulSet with a startup probe alone": { resources: statefulSet(unprobed), message: message("StatefulSet postgres") },
    "a Pod without": { resources: pod(unprobed), message: message("Pod alone") },
  },
  leavesOut: {
    "a probe that is not known yet": {
      resources: deployment({ container: { readinessProbe: unknown } }),
      unknown: "spec.template.spec.containers.0.readinessProbe",
    },
  },
});
