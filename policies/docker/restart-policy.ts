import { shown } from "../policy";
import { containerPolicy, isLongRunning } from "./container";

const allowed = ["always", "unless-stopped"];

export const restartPolicy = containerPolicy({
  name: "restart-policy",
  description: "A container that keeps running is started again after a crash and after the host's restart.",
  about: isLongRunning,
  check({ name, props: { restart } }, report) {
    if (restart !== undefined && allowed.includes(restart)) return;
    report({
      what: `container ${name} stays down after a crash`,
      got: `restart ${shown(restart)}`,
      allowed: allowed.join(" or "),
      fix: `write restart: "unless-stopped"`,
    });
  },
});
