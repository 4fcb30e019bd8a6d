import { each, stackPolicy } from "../policy";
import { containersIn, serviceOf } from "./container";

export const ownNetwork = stackPolicy({
  name: "own-network",
  description: "One service listens on a network, so that who is let in to it is let in to nothing else.",
  check(resources, report) {
    const owners = new Map<string, string>();
    each(containersIn(resources), ({ name, props }) =>
      each(props.networksAdvanced, (network) => {
        if (!network.aliases?.length) return;
        const service = serviceOf(props) ?? name;
        const owner = owners.get(network.name) ?? service;
        owners.set(network.name, owner);
        if (owner === service) return;
        report({
          what: `container ${name} listens on the network of ${owner}`,
          got: `${network.name} as ${network.aliases.join(", ")}`,
          allowed: "a network of its own to listen on",
          fix: "join other networks without an alias, as the platform does for a declared need",
        });
      }),
    );
  },
});
