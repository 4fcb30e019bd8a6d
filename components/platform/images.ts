import { join, relative } from "node:path";
import versions from "../../images/versions.json";
import type { Image } from "./workload";

/** An image of ours: the folder under images/, with its versions as build arguments. */
export function builtImage(name: Exclude<keyof typeof versions, "base">): Image {
  // Relative, because the path is kept in the state, and the state is shared between machines.
  const build = relative(process.cwd(), join(__dirname, "../../images", name));
  return { build, args: versions[name] };
}
