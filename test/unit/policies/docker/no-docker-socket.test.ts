import { noDockerSocket } from "../../../../policies/docker/no-docker-socket";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noDockerSocket, {
  passes: {
    "no mounts": { resources: container() },
    "a volume, even of a name not known yet": { resources: container({ mounts: [{ type: "volume", source: unknown, target: "/data" }] }) },
    "another folder of the host": { resources: container({ volumes: [{ hostPath: "/srv/data", containerPath: "/data" }] }) },
  },
  refuses: {
    "the socket as a mount": {
      resources: container({ mounts: [{ type: "bind", source: "/var/run/docker.sock", target: "/docker.sock" }] }),
      message:
        "Container shop can command the host's Docker, and so the host: got /var/run/docker.sock from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
    "the socket as a volume": {
      resources: container({ volumes: [{ hostPath: "/run/docker.sock", containerPath: "/docker.sock" }] }),
      message:
        "Container shop can command the host's Docker, and so the host: got /run/docker.sock from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
    "the folder it is in": {
      resources: container({ mounts: [{ type: "bind", source: "/var/run/", target: "/host" }] }),
      message:
        "Container shop can command the host's Docker, and so the host: got /var/run/ from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
    "the whole host": {
      resources: container({ volumes: [{ hostPath: "/", containerPath: "/host" }] }),
      message:
        "Container shop can command the host's Docker, and so the host: got / from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
    "containerd's": {
      resources: container({ mounts: [{ type: "bind", source: "/run/containerd/containerd.sock", target: "/c" }] }),
      message:
        "Container shop can command the host's Docker, and so the host: got /run/containerd/containerd.sock from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
  },
  leavesOut: {
    "a path that is not known yet, and goes on with the next": {
      resources: container({
        mounts: [
          { type: "bind", source: unknown, target: "/a" },
          { type: "bind", source: "/run/docker.sock", target: "/b" },
        ],
      }),
      unknown: "mounts.0.source",
      message:
        "Container shop can command the host's Docker, and so the host: got /run/docker.sock from the host, allowed is no folder or file that holds a container engine's socket; remove the mount, and ask from outside what the container wants to know.",
    },
  },
});
