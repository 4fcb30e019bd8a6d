import { cpuLimit } from "../../../../policies/docker/cpu-limit";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(cpuLimit, {
  passes: {
    "a period and a quota": { resources: container() },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    neither: {
      resources: container({ cpuPeriod: undefined, cpuQuota: undefined }),
      message:
        "Container shop has no CPU limit that the provider keeps: got cpuPeriod nothing, cpuQuota nothing, cpus nothing, allowed is cpuPeriod and cpuQuota in microseconds, and no cpus, which is rounded when it is read back; set resources.limits.cpu of its workload.",
    },
    "a quota of 0, which Docker takes for none": {
      resources: container({ cpuQuota: 0 }),
      message:
        "Container shop has no CPU limit that the provider keeps: got cpuPeriod 100000, cpuQuota 0, cpus nothing, allowed is cpuPeriod and cpuQuota in microseconds, and no cpus, which is rounded when it is read back; set resources.limits.cpu of its workload.",
    },
    "cpus, which is rounded": {
      resources: container({ cpus: "0.333" }),
      message:
        'Container shop has no CPU limit that the provider keeps: got cpuPeriod 100000, cpuQuota 50000, cpus "0.333", allowed is cpuPeriod and cpuQuota in microseconds, and no cpus, which is rounded when it is read back; set resources.limits.cpu of its workload.',
    },
  },
  leavesOut: {
    "a quota that is not known yet": { resources: container({ cpuQuota: unknown }), unknown: "cpuQuota" },
  },
});
