import { each } from "../policy";
import { containerPolicy } from "./container";

const socket = /(?:^|\/)(?:docker|containerd|podman)\.sock$/;
/** Folders of the host that sockets are in. */
const around = ["/", "/run", "/var", "/var/run", "/run/containerd", "/run/podman"];

export const noDockerSocket = containerPolicy({
  name: "no-docker-socket",
  description: "No container reaches the container engine's socket.",
  check({ name, props: { mounts, volumes } }, report) {
    const judge = (source: string | undefined) => {
      if (source === undefined || !exposes(source)) return;
      report({
        what: `container ${name} can command the host's Docker, and so the host`,
        got: `${source} from the host`,
        allowed: "no folder or file that holds a container engine's socket",
        fix: "remove the mount, and ask from outside what the container wants to know",
      });
    };
    // The name of a volume is no path of the host's, and need not be known yet.
    each(mounts, (mount) => judge(mount.type === "volume" ? undefined : mount.source));
    each(volumes, ({ hostPath }) => judge(hostPath));
  },
});

function exposes(path: string): boolean {
  return socket.test(path) || around.includes(path.replace(/(?<=.)\/+$/, ""));
}
