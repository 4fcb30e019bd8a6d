import { podStopGrace } from "../../../../policies/kubernetes/pod-stop-grace";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (owner: string, got: string, least: number) =>
  `Pods of ${owner} are killed in the middle of their work: got terminationGracePeriodSeconds ${got}, allowed is at least ${least} s; set stopTimeout of its workload.`;
const grace = (seconds: unknown) => ({ pod: { terminationGracePeriodSeconds: seconds } });

testPolicy(podStopGrace, {
  passes: {
    "the platform's own": { resources: [deployment(), statefulSet()] },
    "Kubernetes' default": { resources: deployment(grace(undefined)) },
    "what ends by itself": { resources: [job(grace(1)), cronJob({}, grace(1))] },
    "less by configuration": { resources: deployment(grace(2)), settings: { seconds: 2 } },
  },
  refuses: {
    "a second": { resources: deployment(grace(1)), message: message("Deployment shop", "1", 10) },
    "none at all": { resources: deployment(grace(0)), message: message("Deployment shop", "0", 10) },
    "a database with less than two minutes": {
      resources: statefulSet(grace(119)),
      message: message("StatefulSet postgres", "119", 120),
    },
    "Kubernetes' default for a database": {
      resources: statefulSet(grace(undefined), "redis"),
      message: message("StatefulSet redis", "nothing", 120),
    },
  },
  leavesOut: {
    "a time that is not known yet": {
      resources: deployment(grace(unknown)),
      unknown: "spec.template.spec.terminationGracePeriodSeconds",
    },
  },
});
