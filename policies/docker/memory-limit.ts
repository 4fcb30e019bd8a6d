import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const memoryLimit = containerPolicy({
  name: "memory-limit",
  description: "A container has a memory limit.",
  about: runs,
  check({ name, props: { memory } }, report) {
    if (memory !== undefined && memory > 0) return;
    report({
      what: `container ${name} has no memory limit`,
      got: `memory ${shown(memory)}`,
      allowed: "a limit in MiB",
      fix: "set resources.limits.memory of its workload",
    });
  },
});
