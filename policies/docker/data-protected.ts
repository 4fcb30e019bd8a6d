import { Volume } from "@pulumi/docker/volume";
import { each, ofType, stackOf, stackPolicy } from "../policy";
import { isProduction, production, type Production } from "../production";
import { containersIn, isLongRunning } from "./container";

export const dataProtected = stackPolicy<Production>({
  name: "data-protected",
  description: "In production a volume that a service writes to is protected.",
  settings: production,
  check(resources, report, settings) {
    const written = new Set<string>();
    each(containersIn(resources), ({ props }) => {
      if (!isLongRunning(props)) return;
      each(props.mounts, (mount) => {
        if (mount.type === "volume" && mount.readOnly !== true && mount.source) written.add(mount.source);
      });
    });
    each(ofType(resources, Volume), ({ name, opts, props, urn }) => {
      if (!isProduction(stackOf(urn), settings) || opts.protect) return;
      if (props.name === undefined || !written.has(props.name)) return;
      report({
        what: `the data in volume ${name} goes with the next \`destroy\` or a renamed resource`,
        got: "protect false",
        allowed: "true in production",
        fix: "set ballast:protectData to true",
      });
    });
  },
});
