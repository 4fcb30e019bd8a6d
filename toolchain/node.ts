import type { Part } from "./types";

export function nodePart(): Part {
  return { name: "node", state: "ready", version: process.versions.node, source: "system", path: process.execPath };
}
