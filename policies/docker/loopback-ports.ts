import { loopback } from "../../components/platform/docker/rules/confinement";
import { each, shown } from "../policy";
import { containerPolicy } from "./container";

export const loopbackPorts = containerPolicy<{ addresses: string[] }>({
  name: "loopback-ports",
  description: "A port is published on an address that was allowed.",
  settings: {
    addresses: { type: "array", items: { type: "string" }, default: [loopback, "::1"], description: "Host addresses that may be bound." },
  },
  check({ name, props: { ports, publishAllPorts }, settings: { addresses } }, report) {
    const refuse = (got: string) =>
      report({
        what: `container ${name} is open to every network of the host`,
        got,
        allowed: `an address of ${addresses.join(", ")}`,
        fix: "bind it to loopback, or allow the address in the policy's configuration",
      });
    if (publishAllPorts === true) refuse("publishAllPorts true");
    each(ports, ({ external, internal, ip }) => {
      if (ip === undefined || !addresses.includes(ip)) refuse(`port ${external ?? internal} on address ${shown(ip)}`);
    });
  },
});
