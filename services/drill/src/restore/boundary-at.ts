import type { Engine, Repository } from "../engine/engine";
import type { Boundary } from "../verify/boundary";
import { commitsIn, type Commit } from "../verify/commits";

/**
 * @param segments those that the recovery reads, oldest first
 * @param at microseconds since 1970
 * @returns the transactions on both sides of a time, as recovery sees them: it stops at the first that is later
 * @throws Error when the archive has none after it, or none before
 */
export async function boundaryAt(engine: Engine, repository: Repository, segments: string[], at: bigint, time: string): Promise<Boundary> {
  const read = new Map<number, Promise<Commit[]>>();
  const commits = (index: number): Promise<Commit[]> => {
    const found = read.get(index) ?? commitsIn(engine, repository, segments[index] ?? "");
    read.set(index, found);
    return found;
  };
  const isLate = (one: Commit): boolean => one.at > at;

  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // One without a commit is judged by those that follow.
    let probe = middle;
    while (probe < high && (await commits(probe)).length === 0) probe++;
    if (probe === high || (await commits(probe)).some(isLate)) high = middle;
    else low = probe + 1;
  }
  const here = low < segments.length ? await commits(low) : [];
  // Those of a segment in front of it that are without any are passed over.
  const next = here.find(isLate) ?? (await firstAfter(low + 1));
  if (!next) throw new Error(`target ${time}: the archive has no transaction after it; restore to the latest instead`);
  const last = (await earlier(low)).findLast((one) => !isLate(one));
  if (!last) throw new Error(`target ${time}: the archive has no transaction before it; take an older backup`);
  return { time, last, next };

  async function firstAfter(index: number): Promise<Commit | undefined> {
    for (let each = index; each < segments.length; each++) {
      const found = (await commits(each)).find(isLate);
      if (found) return found;
    }
    return undefined;
  }
  async function earlier(index: number): Promise<Commit[]> {
    for (let each = Math.min(index, segments.length - 1); each >= 0; each--) {
      const found = (await commits(each)).filter((one) => !isLate(one));
      if (found.length > 0) return found;
    }
    return [];
  }
}
