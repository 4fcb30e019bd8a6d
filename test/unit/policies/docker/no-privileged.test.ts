import { noPrivileged } from "../../../../policies/docker/no-privileged";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(noPrivileged, {
  passes: {
    unwritten: { resources: container() },
    false: { resources: container({ privileged: false }) },
  },
  refuses: {
    true: {
      resources: container({ privileged: true }),
      message: "Container shop is the host's root in all but name: got privileged true, allowed is false; leave privileged out.",
    },
    "also in what only holds files": {
      resources: holder(undefined, { privileged: true }),
      message: "Container shop-files is the host's root in all but name: got privileged true, allowed is false; leave privileged out.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ privileged: unknown }), unknown: "privileged" },
  },
});
