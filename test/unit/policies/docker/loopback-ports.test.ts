import { loopbackPorts } from "../../../../policies/docker/loopback-ports";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(loopbackPorts, {
  passes: {
    loopback: { resources: container({ ports: [{ internal: 80, external: 8080, ip: "127.0.0.1" }] }) },
    "nothing published": { resources: container() },
    "an address that configuration allows": {
      resources: container({ ports: [{ internal: 80, external: 80, ip: "192.0.2.1" }] }),
      settings: { addresses: ["192.0.2.1"] },
    },
  },
  refuses: {
    "every address": {
      resources: container({ ports: [{ internal: 80, external: 8080, ip: "0.0.0.0" }] }),
      message:
        'Container shop is open to every network of the host: got port 8080 on address "0.0.0.0", allowed is an address of 127.0.0.1, ::1; bind it to loopback, or allow the address in the policy\'s configuration.',
    },
    "no address, which is every one": {
      resources: container({ ports: [{ internal: 80, external: 8080 }] }),
      message:
        "Container shop is open to every network of the host: got port 8080 on address nothing, allowed is an address of 127.0.0.1, ::1; bind it to loopback, or allow the address in the policy's configuration.",
    },
    "whatever the image exposes": {
      resources: container({ publishAllPorts: true }),
      message:
        "Container shop is open to every network of the host: got publishAllPorts true, allowed is an address of 127.0.0.1, ::1; bind it to loopback, or allow the address in the policy's configuration.",
    },
  },
  leavesOut: {
    "an address that is not known yet, and goes on with the next": {
      resources: container({
        ports: [
          { internal: 80, external: 80, ip: unknown },
          { internal: 81, external: 81, ip: "0.0.0.0" },
        ],
      }),
      unknown: "ports.0.ip",
      message:
        'Container shop is open to every network of the host: got port 81 on address "0.0.0.0", allowed is an address of 127.0.0.1, ::1; bind it to loopback, or allow the address in the policy\'s configuration.',
    },
  },
});
