import { memoryLimit } from "../../../../policies/docker/memory-limit";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder, job } from "../../../support/policy-resources";

testPolicy(memoryLimit, {
  passes: {
    "a limit": { resources: container() },
    "a job with one": { resources: job() },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    none: {
      resources: container({ memory: undefined }),
      message:
        "Container shop has no memory limit: got memory nothing, allowed is a limit in MiB; set resources.limits.memory of its workload.",
    },
    "0, which Docker takes for none": {
      resources: container({ memory: 0 }),
      message: "Container shop has no memory limit: got memory 0, allowed is a limit in MiB; set resources.limits.memory of its workload.",
    },
    "a job without": {
      resources: job({ memory: undefined }),
      message:
        "Container shop-job has no memory limit: got memory nothing, allowed is a limit in MiB; set resources.limits.memory of its workload.",
    },
  },
  leavesOut: {
    "a limit that is not known yet": { resources: container({ memory: unknown }), unknown: "memory" },
  },
});
