import { Network } from "@pulumi/docker/network";
import { resourcePolicy, shown } from "../policy";

const option = "com.docker.network.bridge.enable_icc";

export const internalNetworks = resourcePolicy(Network, {
  name: "internal-networks",
  description: "A network has no way out of the host, or its members cannot reach each other.",
  check({ name, props: { internal, options } }, report) {
    if (internal === true || options?.[option] === "false") return;
    report({
      what: `services on network ${name} reach each other and the world`,
      got: `internal ${shown(internal)}, ${option} ${shown(options?.[option])}`,
      allowed: `internal true for services, ${option} "false" for the way out`,
      fix: "leave networks to the platform: declare needs, and egress for what has to go out",
    });
  },
});
