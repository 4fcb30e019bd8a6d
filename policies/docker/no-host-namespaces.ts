import { containerPolicy } from "./container";

const namespaces = ["networkMode", "pidMode", "ipcMode", "usernsMode", "cgroupnsMode"] as const;

export const noHostNamespaces = containerPolicy({
  name: "no-host-namespaces",
  description: "No container shares a namespace with the host.",
  check({ name, props }, report) {
    for (const namespace of namespaces) {
      if (props[namespace] !== "host") continue;
      report({
        what: `container ${name} sees the host as if it ran there`,
        got: `${namespace} "host"`,
        allowed: "a namespace of its own",
        fix: `leave ${namespace} to the platform`,
      });
    }
  },
});
