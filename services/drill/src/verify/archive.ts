import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Archive } from "../collect/repository";
import type { Engine, Repository } from "../engine/engine";
import { segmentName, segmentOf } from "../collect/segments";
import type { Lsn } from "../facts";
import { boundaries, type Boundary } from "./boundary";
import { commitsIn, withSegment, type Commit } from "./commits";
import { pick } from "./random";

const segmentFile = /\/([0-9A-F]{24})-([0-9a-f]{40})(\.(gz|lz4|zst|bz2))?$/;
const segmentBytes = 16 * 2 ** 20;

/**
 * @param listing of the archive's folder
 * @returns names of its WAL segments, oldest first
 */
export function segmentsIn(listing: string, archive: string): string[] {
  const files = Object.keys(JSON.parse(listing) as object).filter((name) => name.startsWith(`${archive}/`));
  return files.flatMap((name) => segmentFile.exec(name)?.[1] ?? []).sort();
}

/**
 * A recovery ends without an error where it cannot read on; after the newest segment there is nothing to show that it did.
 * @throws Error when there is none, or it cannot be fetched
 */
export async function newestSegment(engine: Engine, repository: Repository, listing: string, archive: string): Promise<Archive["newest"]> {
  const names = Object.keys(JSON.parse(listing) as object).filter((name) => name.startsWith(`${archive}/`));
  const [newest] = names
    .flatMap((name) => {
      const [, segment, recorded] = segmentFile.exec(name) ?? [];
      return segment && recorded ? [{ segment, recorded }] : [];
    })
    .sort((a, b) => (a.segment > b.segment ? -1 : 1));
  if (!newest) throw new Error("the archive has no segment");
  const content = await withSegment(engine, repository, newest.segment, (file) => readFile(file));
  return { segment: newest.segment, sha1: { recorded: newest.recorded, found: createHash("sha1").update(content).digest("hex") } };
}

/** @returns the newest commit that the archive has. A bulk load fills many segments without one. */
export async function newestCommit(engine: Engine, repository: Repository, segments: string[]): Promise<Commit | undefined> {
  for (const segment of segments.toReversed()) {
    const newest = (await commitsIn(engine, repository, segment)).at(-1);
    if (newest) return newest;
  }
  return undefined;
}

/** Segments that are chosen from all; where these have no commit, as after a bulk load, the newest that has one is taken. */
const chosen = 5;

/**
 * @param after a place in the WAL
 * @returns a random time that the archive can be recovered to, with the transactions on both of its sides; nothing when it has none
 */
export async function randomBoundary(
  engine: Engine,
  args: { repository: Repository; segments: string[]; first: string; after: Lsn; seed: string },
): Promise<Boundary | undefined> {
  const { repository, segments, first, after, seed } = args;
  // One that cannot be read has no commit to choose; the recovery tells of it.
  const commits = (segment: string) => commitsIn(engine, repository, segment).catch(() => []);
  let candidates = segments.filter((segment) => segment >= first);
  for (let tries = 0; candidates.length > 0; tries++) {
    const segment = tries < chosen ? pick(candidates, seed, `segment ${tries}`) : candidates.at(-1);
    if (!segment) break;
    const before = segmentBefore(segment);
    const earlier = segments.includes(before) ? await commits(before) : [];
    const found = pick(boundaries(await commits(segment), earlier, after), seed, "boundary");
    if (found) return found;
    candidates = candidates.filter((name) => name !== segment);
  }
  return undefined;
}

function segmentBefore(name: string): string {
  const { timeline, number } = segmentOf(name, segmentBytes);
  return segmentName({ timeline, number: number - 1 }, segmentBytes);
}
