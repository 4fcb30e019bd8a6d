import { internalNetworks } from "../../../../policies/docker/internal-networks";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { network } from "../../../support/policy-resources";

testPolicy(internalNetworks, {
  passes: {
    internal: { resources: network() },
    "one whose members cannot reach each other": { resources: network({ options: { "com.docker.network.bridge.enable_icc": "false" } }) },
  },
  refuses: {
    "a plain one": {
      resources: network({}),
      message:
        'Services on network shop reach each other and the world: got internal nothing, com.docker.network.bridge.enable_icc nothing, allowed is internal true for services, com.docker.network.bridge.enable_icc "false" for the way out; leave networks to the platform: declare needs, and egress for what has to go out.',
    },
    "one with other options": {
      resources: network({ internal: false, options: { "com.docker.network.bridge.enable_icc": "true" } }),
      message:
        'Services on network shop reach each other and the world: got internal false, com.docker.network.bridge.enable_icc "true", allowed is internal true for services, com.docker.network.bridge.enable_icc "false" for the way out; leave networks to the platform: declare needs, and egress for what has to go out.',
    },
  },
  leavesOut: {
    "not known yet": { resources: network({ internal: unknown }), unknown: "internal" },
  },
});
