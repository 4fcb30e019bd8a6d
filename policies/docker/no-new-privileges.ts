import { noNewPrivileges as option } from "../../components/platform/docker/rules/confinement";
import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

const forms = [option, `${option}:true`, `${option}=true`];
const unconfined = /^(?:seccomp|apparmor|label)[:=](?:unconfined|disable)$/;

export const noNewPrivileges = containerPolicy({
  name: "no-new-privileges",
  description: "A container's processes cannot gain privileges, and stay confined.",
  about: runs,
  check({ name, props: { securityOpts = [] } }, report) {
    if (securityOpts.some((given) => forms.includes(given)) && !securityOpts.some((given) => unconfined.test(given))) return;
    report({
      what: `processes of container ${name} can gain privileges`,
      got: `securityOpts ${shown(securityOpts)}`,
      allowed: `${option}, and nothing unconfined`,
      fix: `write securityOpts: ["${option}"]`,
    });
  },
});
