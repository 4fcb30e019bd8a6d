import { eachContainer, podPolicy } from "./pod";

const amounts = ["cpu", "memory"];

export const podLimits = podPolicy({
  name: "pod-limits",
  description: "A pod's container is promised CPU and memory, and limited in both.",
  check({ props: pod }, report) {
    eachContainer(pod, ({ resources }, title) => {
      const missing = (["requests", "limits"] as const).flatMap((kind) =>
        amounts.filter((amount) => !resources?.[kind]?.[amount]).map((amount) => `${kind}.${amount}`),
      );
      if (missing.length === 0) return;
      report({
        what: `${title} can take what others need, or be put where there is no room for it`,
        got: `no ${missing.join(", no ")}`,
        allowed: "requests and limits of cpu and memory",
        fix: "set resources of its workload",
      });
    });
  },
});
