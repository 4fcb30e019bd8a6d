import { networkMode } from "../../../../policies/docker/network-mode";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(networkMode, {
  passes: {
    "networks of its own": { resources: container() },
    none: { resources: container({ networkMode: "none", networksAdvanced: undefined }) },
    "the host's, which is another policy": { resources: container({ networkMode: "host" }) },
  },
  refuses: {
    unwritten: {
      resources: container({ networkMode: undefined }),
      message:
        'Container shop has a network by accident: got networkMode nothing with 1 networks, allowed is "none", or "bridge" with networks of its own; leave it to the platform, because the bridge is shared with every stack, and another container\'s network is lost when that one restarts.',
    },
    "the bridge of everybody": {
      resources: container({ networksAdvanced: [] }),
      message:
        'Container shop has a network by accident: got networkMode "bridge" with 0 networks, allowed is "none", or "bridge" with networks of its own; leave it to the platform, because the bridge is shared with every stack, and another container\'s network is lost when that one restarts.',
    },
    "another container's, which a restart strands": {
      resources: container({ networkMode: "container:postgres" }),
      message:
        'Container shop has a network by accident: got networkMode "container:postgres" with 1 networks, allowed is "none", or "bridge" with networks of its own; leave it to the platform, because the bridge is shared with every stack, and another container\'s network is lost when that one restarts.',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ networkMode: unknown }), unknown: "networkMode" },
  },
});
