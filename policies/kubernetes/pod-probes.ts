import { each } from "../policy";
import { podPolicy } from "./pod";

export const podProbes = podPolicy({
  name: "pod-probes",
  description: "A pod that serves says when it is ready.",
  about: ({ longRunning }) => longRunning,
  check({ props: { spec, title } }, report) {
    let probed = false;
    each(spec.containers, ({ readinessProbe }) => void (probed ||= readinessProbe !== undefined));
    if (probed) return;
    report({
      what: `pods of ${title} are sent requests before they can answer, and an update does not see that they never will`,
      got: "no readinessProbe",
      allowed: "one in at least one of its containers",
      fix: "give its workload a readiness probe",
    });
  },
});
