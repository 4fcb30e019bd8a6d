import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine, Repository } from "../engine/engine";
import { run } from "../run";

/** A transaction's end, as the WAL has it. */
export interface Commit {
  /** 32 bits, as the WAL writes it. */
  transaction: number;
  lsn: string;
  /** Microseconds since 1970. */
  at: bigint;
}

/** @returns the commits in a segment of the archive, in the order of the WAL */
export function commitsIn(engine: Engine, repository: Repository, segment: string): Promise<Commit[]> {
  return withSegment(engine, repository, segment, async (file) => parseCommits((await dump(file)).toString()));
}

/** @param work on a segment of the archive, in a file that is gone afterwards */
export async function withSegment<T>(
  engine: Engine,
  repository: Repository,
  segment: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "segment-"));
  try {
    const file = join(folder, segment);
    await engine.segment(segment, file, repository);
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last record may go on in the next segment, which is not there: what comes before that end is good. */
async function dump(file: string): Promise<Buffer> {
  return run("bash", ["-c", `pg_waldump --rmgr=Transaction "$1" || [ $? = 1 ]`, "pg_waldump", file], {
    env: { TZ: "UTC" },
  });
}

const commit = /tx:\s+(\d+), lsn: ([0-9A-F]+\/[0-9A-F]+), .*?desc: COMMIT (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.(\d{6}) UTC/;

/** @param text of pg_waldump */
export function parseCommits(text: string): Commit[] {
  return text.split("\n").flatMap((line) => {
    const found = commit.exec(line);
    if (!found) return [];
    const [, transaction, lsn = "", day, time, micros] = found;
    return [{ transaction: Number(transaction), lsn, at: BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(micros ?? 0) }];
  });
}
