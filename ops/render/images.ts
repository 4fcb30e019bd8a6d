import type { KubernetesObject } from "./objects";

/** Images that the pods name by a tag, which can be moved, and not by their content: the registry told no digest. Each once, sorted. */
export function imagesByTag(objects: KubernetesObject[]): string[] {
  const images = new Set(objects.flatMap((object) => imagesIn(object)));
  return [...images].filter((image) => !image.includes("@sha256:")).sort();
}

function imagesIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "image" && typeof value === "string" ? [value] : imagesIn(value)));
}
