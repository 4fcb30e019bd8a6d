import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesFolder } from "../../services/drill/src/places";
import { CommandError, exit } from "../exit";
import { drillSnapshot } from "../keys/drill";
import type { Place } from "../keys/drill-container";
import { besideSnapshots } from "../keys/in-container";
import { choose, whyNot, type Chosen } from "./choice";

/** Snapshots of Redis, and what opens them. */
export interface Snapshots {
  image: string;
  place: Place;
  identity: string;
}

/** One that loads. */
interface Loads {
  /** Folder of the evidence. */
  evidence: string;
}

const ending = ".rdb.age";

/**
 * @param output folder for evidence
 * @returns the newest that loads with all its keys
 * @throws CommandError when none does
 */
export async function chooseSnapshot(snapshots: Snapshots, output: string, write: (line: string) => void): Promise<Chosen<Loads>> {
  const { image, place, identity } = snapshots;
  const { stdout } = await besideSnapshots({ image, snapshots: place }, ["find", filesFolder, "-maxdepth", "1", "-name", "*.json"]);
  const names = namesIn(stdout);
  if (names.length === 0)
    throw new CommandError("--snapshots: got a place without a snapshot, allowed is one with one or more", exit.usage);
  return choose(names, async (name) => {
    const evidence = join(output, `redis-${name}`);
    const command = ["drill", "verify-snapshot", "--file", `${name}${ending}`];
    const { code, found } = await drillSnapshot({ image, snapshots: place, identity, command, output: evidence, progress: write });
    if (!found.genuine) return `its evidence is not genuine: ${found.reason}`;
    return code === 0 ? { evidence } : whyNot(readFileSync(join(evidence, found.file), "utf8"));
  });
}

/** @param paths of metadata, one a line @returns snapshots as a configuration names them, the newest first */
export function namesIn(paths: string): string[] {
  const names = paths.split("\n").flatMap((path) => /([^/]+)\.json$/.exec(path.trim())?.[1] ?? []);
  return names.sort().reverse();
}
