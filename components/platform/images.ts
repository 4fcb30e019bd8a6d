import { join, relative } from "node:path";
import versions from "../../images/versions.json";
import type { BuiltImage, Image } from "./workload";

/** A folder of the project, in the one spelling that gives it the one name. */
export const folderPattern = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\/[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)*$/;

/** As Docker takes it: registry with its port, path in small letters, tag, digest. */
export const imagePattern =
  /^([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** A registry, and the path in it below which images are kept. */
export const registryPattern = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** @returns the image's name and its resource's, the same for folders that differ only in case and punctuation */
export function imageName(folder: string): string {
  return folder
    .replaceAll(/[^a-z0-9]+/gi, "-")
    .replace(/^-/, "")
    .toLowerCase();
}

type Versions = Exclude<keyof typeof versions, "base">;

/** An image of ours: the folder under images/, with its versions as build arguments. */
export function builtImage(name: Versions): Image {
  return { build: folderOf("images", name), args: versions[name] };
}

/** A program of ours, the folder under services/, with what other images have: the same versions of it. */
export function serviceImage(name: string, { like }: { like: Versions[] }): Required<BuiltImage> {
  return { build: folderOf("services", name), args: Object.assign({}, ...like.map((each) => versions[each])) as Record<string, string> };
}

/** Relative, because the path is kept in the state, and the state is shared between machines. */
function folderOf(kind: string, name: string): string {
  return relative(process.cwd(), join(__dirname, "../..", kind, name));
}
