import { ownNetwork } from "../../../../policies/docker/own-network";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(ownNetwork, {
  passes: {
    "replicas on the network of their service": { resources: [container(), container({}, { name: "shop-2", service: "shop" })] },
    "a client of another": {
      resources: [container(), container({ networksAdvanced: [{ name: "dev-shop", aliases: [] }] }, { name: "client" })],
    },
  },
  refuses: {
    "two services on one network": {
      resources: [container(), container({ networksAdvanced: [{ name: "dev-shop", aliases: ["intruder"] }] }, { name: "intruder" })],
      message:
        "Whoever needs one service on network dev-shop reaches all of them: got intruder and shop, allowed is one service that listens; join the networks of others without an alias, as the platform does for a declared need.",
    },
  },
  leavesOut: {
    "a network whose name is not known yet": {
      resources: container({ networksAdvanced: [{ name: unknown, aliases: ["shop"] }] }),
      unknown: "networksAdvanced.0.name",
    },
  },
});
