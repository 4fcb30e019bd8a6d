import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

const ordinary = /^[1-9][0-9]*(?::[0-9]+)?$/;

export const nonRootUser = containerPolicy({
  name: "non-root-user",
  description: "A container runs as an ordinary user, by number.",
  about: runs,
  check({ name, props: { user } }, report) {
    if (user !== undefined && ordinary.test(user)) return;
    report({
      what: `container ${name} may run as root`,
      got: `user ${shown(user)}`,
      allowed: "a number from 1, which no file of the image can map to root",
      fix: "set user of its workload",
    });
  },
});
