import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const cpuLimit = containerPolicy({
  name: "cpu-limit",
  description: "A container has a CPU limit, as a period and a quota.",
  about: runs,
  check({ name, props: { cpuPeriod, cpuQuota, cpus } }, report) {
    if (cpuPeriod !== undefined && cpuPeriod > 0 && cpuQuota !== undefined && cpuQuota > 0 && cpus === undefined) return;
    report({
      what: `container ${name} has no CPU limit that the provider keeps`,
      got: `cpuPeriod ${shown(cpuPeriod)}, cpuQuota ${shown(cpuQuota)}, cpus ${shown(cpus)}`,
      allowed: "cpuPeriod and cpuQuota in microseconds, and no cpus, which is rounded when it is read back",
      fix: "set resources.limits.cpu of its workload",
    });
  },
});
