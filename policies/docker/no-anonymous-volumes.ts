import { each } from "../policy";
import { containerPolicy, runs } from "./container";

const sources = ["fromContainer", "hostPath", "volumeName"];

export const noAnonymousVolumes = containerPolicy({
  name: "no-anonymous-volumes",
  description: "What a container writes into a volume has a name.",
  about: runs,
  check({ name, props: { mounts, volumes } }, report) {
    const refuse = (path: string | undefined) =>
      report({
        what: `container ${name} writes into a volume that is lost with it`,
        got: `an anonymous volume at ${path ?? "no path"}`,
        allowed: "volumes with a name",
        fix: "make a volume and mount it, or name the path as scratch",
      });
    // Whether there is a source is known, even where the source is not.
    each(volumes, (volume) => {
      if (!sources.some((source) => source in volume)) refuse(volume.containerPath);
    });
    each(mounts, (mount) => {
      if (mount.type === "volume" && !("source" in mount)) refuse(mount.target);
    });
  },
});
