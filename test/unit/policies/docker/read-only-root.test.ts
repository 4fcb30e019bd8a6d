import { readOnlyRoot } from "../../../../policies/docker/read-only-root";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder, job } from "../../../support/policy-resources";

testPolicy(readOnlyRoot, {
  passes: {
    "read only": { resources: container() },
    "what only holds files, where Docker has to write them": { resources: holder() },
  },
  refuses: {
    unwritten: {
      resources: container({ readOnly: undefined }),
      message:
        "Container shop can write into its root, where a change is lost and an intruder can stay: got readOnly nothing, allowed is true; write readOnly: true, and name what it has to write as scratch or as a volume.",
    },
    false: {
      resources: container({ readOnly: false }),
      message:
        "Container shop can write into its root, where a change is lost and an intruder can stay: got readOnly false, allowed is true; write readOnly: true, and name what it has to write as scratch or as a volume.",
    },
    "a job": {
      resources: job({ readOnly: false }),
      message:
        "Container shop-job can write into its root, where a change is lost and an intruder can stay: got readOnly false, allowed is true; write readOnly: true, and name what it has to write as scratch or as a volume.",
    },
    "uploads into what is started": {
      resources: container({ readOnly: false, uploads: [{ file: "/a", content: "" }] }),
      message:
        "Container shop can write into its root, where a change is lost and an intruder can stay: got readOnly false, allowed is true; write readOnly: true, and name what it has to write as scratch or as a volume.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ readOnly: unknown }), unknown: "readOnly" },
  },
});
