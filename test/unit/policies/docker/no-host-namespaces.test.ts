import { noHostNamespaces } from "../../../../policies/docker/no-host-namespaces";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noHostNamespaces, {
  passes: {
    "its own": { resources: container() },
    "another container's": { resources: container({ pidMode: "container:other" }) },
  },
  refuses: {
    networkMode: {
      resources: container({ networkMode: "host" }),
      message:
        'Container shop sees the host as if it ran there: got networkMode "host", allowed is a namespace of its own; leave networkMode to the platform.',
    },
    pidMode: {
      resources: container({ pidMode: "host" }),
      message:
        'Container shop sees the host as if it ran there: got pidMode "host", allowed is a namespace of its own; leave pidMode to the platform.',
    },
    ipcMode: {
      resources: container({ ipcMode: "host" }),
      message:
        'Container shop sees the host as if it ran there: got ipcMode "host", allowed is a namespace of its own; leave ipcMode to the platform.',
    },
    usernsMode: {
      resources: container({ usernsMode: "host" }),
      message:
        'Container shop sees the host as if it ran there: got usernsMode "host", allowed is a namespace of its own; leave usernsMode to the platform.',
    },
    cgroupnsMode: {
      resources: container({ cgroupnsMode: "host" }),
      message:
        'Container shop sees the host as if it ran there: got cgroupnsMode "host", allowed is a namespace of its own; leave cgroupnsMode to the platform.',
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ pidMode: unknown }), unknown: "pidMode" },
  },
});
