import { podNoToken } from "../../../../policies/kubernetes/pod-no-token";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (got: string) =>
  `Whoever takes over a pod of Deployment shop speaks to the cluster's API in its name: got ${got}, allowed is automountServiceAccountToken false, written in the pod, and no serviceAccountToken in its volumes; leave the service account to the platform.`;

testPolicy(podNoToken, {
  passes: { "none (SE5)": { resources: [deployment(), statefulSet(), job(), cronJob()] } },
  refuses: {
    "Kubernetes' default": {
      resources: deployment({ pod: { automountServiceAccountToken: undefined } }),
      message: message("automountServiceAccountToken nothing"),
    },
    "one that is asked for": {
      resources: deployment({ pod: { automountServiceAccountToken: true } }),
      message: message("automountServiceAccountToken true"),
    },
    "one in a volume": {
      resources: deployment({ pod: { volumes: [{ name: "api", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }] } }),
      message: message("a serviceAccountToken in volume api"),
    },
  },
  leavesOut: {
    "what is not known yet": {
      resources: deployment({ pod: { automountServiceAccountToken: unknown } }),
      unknown: "spec.template.spec.automountServiceAccountToken",
    },
  },
});
