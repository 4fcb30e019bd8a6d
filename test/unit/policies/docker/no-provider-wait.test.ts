import { noProviderWait } from "../../../../policies/docker/no-provider-wait";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noProviderWait, {
  passes: {
    unwritten: { resources: container() },
    false: { resources: container({ wait: false }) },
  },
  refuses: {
    true: {
      resources: container({ wait: true }),
      message:
        "Nobody will learn why container shop did not become healthy, and no later update waits again: got wait true, allowed is false; leave wait out, and wait with a ContainerGate.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ wait: unknown }), unknown: "wait" },
  },
});
