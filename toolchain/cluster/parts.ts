import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathsOf } from "../paths";
import { removeContext, kubeconfigFile } from "./kubeconfig-file";
import { type Layout, layoutOf } from "./layout";
import { programFolders } from "./programs";
import { settings } from "./settings";

/** What `down` can delete, each by itself. */
export const clusterParts = {
  data: "every object of the cluster, its volumes, its credentials and the context in the kubeconfig",
  images: "the images in its registry",
  programs: "what was built from source to run it",
} as const;

export type ClusterPart = keyof typeof clusterParts;

/** Parts of which there is something on this machine. */
export function presentParts(): ClusterPart[] {
  const { cache } = pathsOf(process.env);
  return (Object.keys(clusterParts) as ClusterPart[]).filter((part) => foldersOf(part, cache, layoutOf(cache)).length > 0);
}

/** What deleting a part deletes, as far as it is there. */
export function foldersOf(part: ClusterPart, cache: string, layout: Layout): string[] {
  const { registry, root } = layout;
  const folders: Record<ClusterPart, () => string[]> = {
    data: () =>
      readdirSync(root)
        .map((name) => join(root, name))
        .filter((folder) => folder !== registry),
    images: () => [registry],
    programs: () => programFolders(cache),
  };
  return existsSync(root) || part === "programs" ? folders[part]().filter((folder) => existsSync(folder)) : [];
}

export function remove(part: ClusterPart, cache: string, layout: Layout): void {
  for (const folder of foldersOf(part, cache, layout)) rmSync(folder, { recursive: true, force: true });
  if (part === "data") removeContext(kubeconfigFile(process.env), settings.name);
}
