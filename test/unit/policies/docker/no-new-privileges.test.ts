import { noNewPrivileges } from "../../../../policies/docker/no-new-privileges";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(noNewPrivileges, {
  passes: {
    "the option": { resources: container() },
    "another spelling": { resources: container({ securityOpts: ["no-new-privileges:true"] }) },
    "what only holds files": { resources: holder() },
  },
  refuses: {
    "no options": {
      resources: container({ securityOpts: undefined }),
      message:
        'Processes of container shop can gain privileges: got securityOpts [], allowed is no-new-privileges, and nothing unconfined; write securityOpts: ["no-new-privileges"].',
    },
    "switched off": {
      resources: container({ securityOpts: ["no-new-privileges:false"] }),
      message:
        'Processes of container shop can gain privileges: got securityOpts ["no-new-privileges:false"], allowed is no-new-privileges, and nothing unconfined; write securityOpts: ["no-new-privileges"].',
    },
    "system calls without a filter": {
      resources: container({ securityOpts: ["no-new-privileges", "seccomp=unconfined"] }),
      message:
        'Processes of container shop can gain privileges: got securityOpts ["no-new-privileges","seccomp=unconfined"], allowed is no-new-privileges, and nothing unconfined; write securityOpts: ["no-new-privileges"].',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ securityOpts: unknown }), unknown: "securityOpts" },
  },
});
