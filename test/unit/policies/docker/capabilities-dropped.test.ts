import { capabilitiesDropped } from "../../../../policies/docker/capabilities-dropped";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(capabilitiesDropped, {
  passes: {
    none: { resources: container() },
    "one that configuration allows": {
      resources: container({ capabilities: { drops: ["ALL"], adds: ["NET_BIND_SERVICE"] } }),
      settings: { add: ["NET_BIND_SERVICE"] },
    },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    "Docker's own choice": {
      resources: container({ capabilities: undefined }),
      message:
        'Container shop has capabilities: got drops nothing, adds nothing, allowed is drops ["ALL"], adds nothing; drop them all, and publish a port above 1024 where one was for a port.',
    },
    "some dropped": {
      resources: container({ capabilities: { drops: ["SYS_ADMIN"] } }),
      message:
        'Container shop has capabilities: got drops ["SYS_ADMIN"], adds nothing, allowed is drops ["ALL"], adds nothing; drop them all, and publish a port above 1024 where one was for a port.',
    },
    "one added": {
      resources: container({ capabilities: { drops: ["ALL"], adds: ["SYS_ADMIN"] } }),
      message:
        'Container shop has capabilities: got drops ["ALL"], adds ["SYS_ADMIN"], allowed is drops ["ALL"], adds nothing; drop them all, and publish a port above 1024 where one was for a port.',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ capabilities: unknown }), unknown: "capabilities" },
  },
});
