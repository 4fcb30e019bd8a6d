import type { Benchmark, Context, Measured } from "./benchmark";
import type { FilledStack } from "./filled-stack";
import { alternate, median } from "./measure";
import { plainServer } from "./plain-server";
import { alone, type Server } from "./server";

const target = 0.95;
/** Of one run. */
const runSeconds = 30;
const unit = "/s";

/** What archiving costs those who write, and what `wal_level=logical` does: without it no moment of the server can be described. */
export const archiving: Benchmark = {
  name: "archiving",
  about: "transactions a second under continuous archiving, against archiving off; wal_level=logical against replica",
  async run(context, undo) {
    const stack = await context.filled();
    context.progress("copy its server twice");
    const off = await plainServer(stack, "logical", {}, undo);
    const replica = await plainServer(stack, "replica", { wal_level: "replica" }, undo);
    const rounds = new Rounds([stack.server, off, replica]);
    return [await underArchiving(context, stack, rounds, off), await logical(context, rounds, off, replica)];
  },
};

async function underArchiving(context: Context, stack: FilledStack, rounds: Rounds, off: Server): Promise<Measured> {
  const what = "transactions under continuous archiving";
  const behind: number[] = [];
  const ours = async () => {
    const perSecond = await rounds.run(stack.server);
    behind.push(await stack.server.number("count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'"));
    // What was left to archive must not burden a later run.
    await stack.untilArchived();
    return perSecond;
  };
  const pairs = await alternate(context, { what, ours, plain: () => rounds.run(off), runs: context.runs(3), unit });
  const notes = [
    `${runSeconds} s a run; segments that were not archived yet at its end: ${behind.slice(1).join(", ")}`,
    `WAL a transaction: ours ${rounds.walOf(stack.server)}, plain ${rounds.walOf(off)}`,
  ];
  const against = "the same server with the same data and limits, and archive_mode=off";
  return { what, against, ratio: "ours/plain", unit, moreIsBetter: true, target, notes, ...pairs };
}

async function logical(context: Context, rounds: Rounds, off: Server, replica: Server): Promise<Measured> {
  const what = "transactions with wal_level=logical";
  const [ours, plain] = [off, replica].map((server) => () => rounds.run(server)) as [() => Promise<number>, () => Promise<number>];
  const pairs = await alternate(context, { what, ours, plain, runs: context.runs(3), unit });
  const notes = [`WAL a transaction: logical ${rounds.walOf(off)}, replica ${rounds.walOf(replica)}`];
  return { what, against: "the same with wal_level=replica", ratio: "ours/plain", unit, moreIsBetter: true, notes, ...pairs };
}

/** Runs of pgbench on one of several servers at a time. */
class Rounds {
  private readonly wal = new Map<Server, number[]>();

  constructor(private readonly servers: Server[]) {}

  /** @returns transactions a second */
  run(server: Server): Promise<number> {
    return alone(server, this.servers, async () => {
      const before = await server.number(written);
      const { perSecond, transactions } = await server.load(runSeconds);
      const bytes = ((await server.number(written)) - before) / transactions;
      this.wal.set(server, [...(this.wal.get(server) ?? []), bytes]);
      return perSecond;
    });
  }

  /** The median of all its runs. */
  walOf(server: Server): string {
    return `${median(this.wal.get(server) as number[]).toFixed(0)} bytes`;
  }
}

/** Bytes of WAL records, without what fills up a segment that is ended early. */
const written = "wal_bytes FROM pg_stat_wal";
