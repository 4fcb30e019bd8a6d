import versions from "../../images/versions.json";
import type { Image } from "./workload";

/** An image of ours: the folder under images/, with its versions as build arguments. */
export function builtImage(name: Exclude<keyof typeof versions, "base">): Image {
  return { build: `images/${name}`, args: versions[name] };
}
