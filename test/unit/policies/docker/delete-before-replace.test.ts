import { deleteBeforeReplace } from "../../../../policies/docker/delete-before-replace";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(deleteBeforeReplace, {
  passes: {
    set: { resources: container() },
  },
  refuses: {
    unset: {
      resources: container({}, { opts: { deleteBeforeReplace: false } }),
      message:
        "Container shop cannot be replaced, or is not when it has to be: got deleteBeforeReplace false, ignoreChanges [], allowed is deleteBeforeReplace true, ignoreChanges []; set it, with replaceOnChanges for cpuPeriod, cpuQuota, destroyGraceSeconds, healthcheck, init, mounts, tmpfs, which the provider does not update.",
    },
    "changes that are ignored": {
      resources: container({}, { opts: { ignoreChanges: ["image"] } }),
      message:
        'Container shop cannot be replaced, or is not when it has to be: got deleteBeforeReplace true, ignoreChanges ["image"], allowed is deleteBeforeReplace true, ignoreChanges []; set it, with replaceOnChanges for cpuPeriod, cpuQuota, destroyGraceSeconds, healthcheck, init, mounts, tmpfs, which the provider does not update.',
    },
  },
});
