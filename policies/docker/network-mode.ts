import { shown } from "../policy";
import { containerPolicy } from "./container";

export const networkMode = containerPolicy({
  name: "network-mode",
  description: "A container has networks of its own or none, neither the shared bridge nor another container's.",
  check({ name, props: { networkMode, networksAdvanced } }, report) {
    const alone = networkMode === "none";
    // The host's network is another policy's.
    const own = (networkMode === "bridge" && (networksAdvanced?.length ?? 0) > 0) || networkMode === "host";
    if (alone || own) return;
    report({
      what: `container ${name} has a network by accident`,
      got: `networkMode ${shown(networkMode)} with ${networksAdvanced?.length ?? 0} networks`,
      allowed: `"none", or "bridge" with networks of its own`,
      fix: "leave it to the platform, because the bridge is shared with every stack, and another container's network is lost when that one restarts",
    });
  },
});
