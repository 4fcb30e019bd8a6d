import { podLimits } from "../../../../policies/kubernetes/pod-limits";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, pod, service, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (container: string, got: string) =>
  `Container ${container} can take what others need, or be put where there is no room for it: got ${got}, allowed is requests and limits of cpu and memory; set resources of its workload.`;
const nothing = { container: { resources: undefined } };
const all = "no requests.cpu, no requests.memory, no limits.cpu, no limits.memory";

testPolicy(podLimits, {
  passes: {
    "all four, in whatever makes pods (K84)": { resources: [deployment(), statefulSet(), job(), cronJob(), pod()] },
    "no pod": { resources: service() },
  },
  refuses: {
    "a Deployment without": { resources: deployment(nothing), message: message("shop of Deployment shop", all) },
    "a StatefulSet without": { resources: statefulSet(nothing), message: message("postgres of StatefulSet postgres", all) },
    "a Job without": { resources: job(nothing), message: message("setup of Job setup", all) },
    "a CronJob without": { resources: cronJob({}, nothing), message: message("nightly of CronJob nightly", all) },
    "a Pod without": { resources: pod(nothing), message: message("alone of Pod alone", all) },
    "a DaemonSet without": {
      resources: { ...deployment(nothing), type: "kubernetes:apps/v1:DaemonSet" },
      message: message("shop of DaemonSet shop", all),
    },
    "one amount that is missing": {
      resources: deployment({ container: { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1" } } } }),
      message: message("shop of Deployment shop", "no limits.memory"),
    },
    "a container that prepares the pod": {
      resources: deployment({ pod: { initContainers: [{ name: "prepare" }] } }),
      message: message("prepare of Deployment shop", all),
    },
  },
  leavesOut: {
    "a limit that is not known yet, but not the container beside it": {
      resources: deployment({
        pod: {
          containers: [
            { name: "a", resources: { requests: { cpu: "1", memory: unknown }, limits: { cpu: "1", memory: "1Gi" } } },
            { name: "b", resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1" } } },
          ],
        },
      }),
      message: message("b of Deployment shop", "no limits.memory"),
      unknown: "spec.template.spec.containers.0.resources.requests.memory",
    },
  },
});
