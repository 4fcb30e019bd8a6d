import { each, stackPolicy } from "../policy";
import { containersIn, serviceOf } from "./container";

export const ownNetwork = stackPolicy({
  name: "own-network",
  description: "One service listens on a network, so that who is let in to it is let in to nothing else.",
  check(resources, report) {
    const listeners = new Map<string, Set<string>>();
    each(containersIn(resources), ({ name, props }) =>
      each(props.networksAdvanced, (network) => {
        if (!network.aliases?.length) return;
        const services = listeners.get(network.name) ?? new Set();
        listeners.set(network.name, services.add(serviceOf(props) ?? name));
      }),
    );
    for (const [network, services] of listeners) {
      if (services.size < 2) continue;
      report({
        what: `whoever needs one service on network ${network} reaches all of them`,
        got: [...services].sort().join(" and "),
        allowed: "one service that listens",
        fix: "join the networks of others without an alias, as the platform does for a declared need",
      });
    }
  },
});
