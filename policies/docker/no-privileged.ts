import { containerPolicy } from "./container";

export const noPrivileged = containerPolicy({
  name: "no-privileged",
  description: "No container is privileged.",
  check({ name, props: { privileged } }, report) {
    if (privileged !== true) return;
    report({
      what: `container ${name} is the host's root in all but name`,
      got: "privileged true",
      allowed: "false",
      fix: "leave privileged out",
    });
  },
});
