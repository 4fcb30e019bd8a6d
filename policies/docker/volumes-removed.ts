import { shown } from "../policy";
import { containerPolicy } from "./container";

export const volumesRemoved = containerPolicy({
  name: "volumes-removed",
  description: "A container's anonymous volumes go with it.",
  check({ name, props: { removeVolumes } }, report) {
    if (removeVolumes === true) return;
    report({
      what: `anonymous volumes of container ${name} outlive it, and the secrets in them every rotation`,
      got: `removeVolumes ${shown(removeVolumes)}`,
      allowed: "true, written out",
      fix: "write removeVolumes: true, which leaves volumes with a name alone",
    });
  },
});
