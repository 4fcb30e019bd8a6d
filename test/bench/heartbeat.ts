import { setTimeout as sleep } from "node:timers/promises";
import { docker } from "../support/docker";
import type { Alone, Benchmark, Context } from "./benchmark";
import type { FilledStack } from "./filled-stack";
import { plainServer } from "./plain-server";
import type { Server } from "./server";

/** Segments that are waited for. */
const segments = 5;

/** What the row a second costs, which tells after a loss up to when everything was kept. */
export const heartbeat: Benchmark = {
  name: "heartbeat",
  about: "WAL and archived segments of a server that nobody uses",
  async run(context, undo) {
    const stack = await context.filled();
    const still = await plainServer(stack, "still", {}, undo);
    await Promise.all([stack.server, still].map(settled));
    await stack.untilArchived();
    const begin = await nextArchived(context, stack.server, still, 1);
    const end = await nextArchived(context, stack.server, still, segments);
    const hours = (end.at - begin.at) / 3600;
    const stored = await storedBytes(stack);
    const note = `in ${(hours * 60).toFixed(1)} min; a server without it wrote ${end.stillBytes - begin.stillBytes} bytes in the same time`;
    const result = (what: string, value: number, unit: string, notes: string[]): Alone => ({ what, ours: [value], unit, notes });
    return [
      result("heartbeat: WAL an hour", (end.bytes - begin.bytes) / hours / 1e6, "MB", [note]),
      result("heartbeat: archived an hour", segments / hours, "segments", []),
      result("heartbeat: stored in the archive an hour", ((stored / segments) * (segments / hours)) / 1e6, "MB", []),
    ];
  },
};

/** What other benchmarks have written is vacuumed and on disk, and nothing of it is written later. */
async function settled(server: Server): Promise<void> {
  await server.sql("VACUUM (FREEZE, ANALYZE)");
  await server.sql("CHECKPOINT", "postgres");
}

interface Moment {
  /** Seconds since 1970. */
  at: number;
  /** Of WAL records. */
  bytes: number;
  stillBytes: number;
}

/** Waits until as many more segments are archived. */
async function nextArchived(context: Context, server: Server, still: Server, count: number): Promise<Moment> {
  const archived = () => server.number("archived_count FROM pg_stat_archiver");
  const goal = (await archived()) + count;
  while ((await archived()) < goal) {
    context.goOn();
    await sleep(500);
  }
  const bytes = "wal_bytes FROM pg_stat_wal";
  return {
    at: await server.number("extract(epoch FROM last_archived_time) FROM pg_stat_archiver"),
    bytes: await server.number(bytes),
    stillBytes: await still.number(bytes),
  };
}

/** Of the newest segments in the repository. */
async function storedBytes({ server }: FilledStack): Promise<number> {
  const newest = `find /repository/archive -name '*.zst' -printf '%T@ %s\\n' | sort -n | tail -n ${segments} | cut -d' ' -f2`;
  const sizes = (await docker("exec", server.container, "bash", "-c", newest)).split("\n").map(Number);
  return sizes.reduce((sum, size) => sum + size, 0);
}
