import { containerPolicy } from "./container";

export const noProviderWait = containerPolicy({
  name: "no-provider-wait",
  description: "A gate waits for a container, not the provider.",
  check({ name, props: { wait } }, report) {
    if (wait !== true) return;
    report({
      what: `nobody will learn why container ${name} did not become healthy, and no later update waits again`,
      got: "wait true",
      allowed: "false",
      fix: "leave wait out, and wait with a ContainerGate",
    });
  },
});
