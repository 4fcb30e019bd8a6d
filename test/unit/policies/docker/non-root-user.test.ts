import { nonRootUser } from "../../../../policies/docker/non-root-user";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(nonRootUser, {
  passes: {
    "a number": { resources: container({ user: "999" }) },
    "user and group": { resources: container() },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    none: {
      resources: container({ user: undefined }),
      message:
        "Container shop may run as root: got user nothing, allowed is a number from 1, which no file of the image can map to root; set user of its workload.",
    },
    root: {
      resources: container({ user: "root" }),
      message:
        'Container shop may run as root: got user "root", allowed is a number from 1, which no file of the image can map to root; set user of its workload.',
    },
    "0": {
      resources: container({ user: "0" }),
      message:
        'Container shop may run as root: got user "0", allowed is a number from 1, which no file of the image can map to root; set user of its workload.',
    },
    "0 with a group": {
      resources: container({ user: "0:1000" }),
      message:
        'Container shop may run as root: got user "0:1000", allowed is a number from 1, which no file of the image can map to root; set user of its workload.',
    },
    "a name, which the image may map to 0": {
      resources: container({ user: "postgres" }),
      message:
        'Container shop may run as root: got user "postgres", allowed is a number from 1, which no file of the image can map to root; set user of its workload.',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ user: unknown }), unknown: "user" },
  },
});
