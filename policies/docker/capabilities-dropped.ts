import { allCapabilities } from "../../components/platform/docker/rules/confinement";
import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const capabilitiesDropped = containerPolicy<{ add: string[] }>({
  name: "capabilities-dropped",
  description: "A container has no capability of the kernel's.",
  settings: { add: { type: "array", items: { type: "string" }, default: [], description: "Capabilities that may be added." } },
  about: runs,
  check({ name, props: { capabilities }, settings: { add } }, report) {
    const dropped = capabilities?.drops?.includes(allCapabilities) ?? false;
    const added = (capabilities?.adds ?? []).filter((capability) => !add.includes(capability));
    if (dropped && added.length === 0) return;
    report({
      what: `container ${name} has capabilities`,
      got: `drops ${shown(capabilities?.drops)}, adds ${shown(capabilities?.adds)}`,
      allowed: `drops ["${allCapabilities}"], adds ${add.length > 0 ? `of ${add.join(", ")}` : "nothing"}`,
      fix: "drop them all, and publish a port above 1024 where one was for a port",
    });
  },
});
