import { volumesRemoved } from "../../../../policies/docker/volumes-removed";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(volumesRemoved, {
  passes: {
    written: { resources: container() },
    "in what only holds files": { resources: holder() },
  },
  refuses: {
    unwritten: {
      resources: container({ removeVolumes: undefined }),
      message:
        "Anonymous volumes of container shop outlive it, and the secrets in them every rotation: got removeVolumes nothing, allowed is true, written out; write removeVolumes: true, which leaves volumes with a name alone.",
    },
    kept: {
      resources: holder(undefined, { removeVolumes: false }),
      message:
        "Anonymous volumes of container shop-files outlive it, and the secrets in them every rotation: got removeVolumes false, allowed is true, written out; write removeVolumes: true, which leaves volumes with a name alone.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ removeVolumes: unknown }), unknown: "removeVolumes" },
  },
});
