import { cpus } from "node:os";
import { docker } from "../support/docker";
import type { Benchmark, Context, Measured, Pairs } from "./benchmark";
import type { FilledStack } from "./filled-stack";
import { alternate, median, seconds } from "./measure";
import { PlainRepository } from "./plain-repository";
import { plainServer, processorLimit } from "./plain-server";
import { engineSeconds, madeBackup, type MadeBackup } from "./readings";
import type { Server } from "./server";
import type { Undo } from "./undo";

const target = 0.95;
/** As `docker run` and `docker update` take it. */
const unlimited = "--cpu-quota=-1";

/** The stack's own job from its start to its end, against pgBackRest by hand and pg_basebackup; and what a small change costs. */
export const backups: Benchmark = {
  name: "backups",
  about: "full backup against plain pgBackRest and pg_basebackup; incremental backup after a change of 1 %",
  async run(context, undo) {
    const stack = await context.filled();
    const { prefix } = stack;
    const plain = new PlainRepository(stack);
    // What reads, compresses and encrypts is the server beside the stack's Postgres; the job itself moves bytes.
    await plain.open(await processorLimit(`${prefix}-postgres-backup`), undo);
    const containers = [`${prefix}-postgres-backup-full`, `${prefix}-postgres-backup`, plain.container];
    const limited = await againstPlain(context, stack, plain, "limits as deployed");
    const base = await plainServer(stack, "base", {}, undo);
    const [lifted, againstBase] = await withoutLimits(containers, undo, async () => {
      const compared = await againstPlain(context, stack, plain, "no limits");
      return [compared, await againstBaseBackup(context, stack, compared, base)] as const;
    });
    const cost = `the limits: ${median(limited.pairs.ours).toFixed(1)} s with them, ${median(lifted.pairs.ours).toFixed(1)} s without`;
    limited.results[0]?.notes.push(cost);
    return [...limited.results, ...lifted.results, againstBase, ...(await afterChanges(context, stack, limited))];
  },
};

interface Compared {
  /** Of the whole job. */
  pairs: Pairs;
  full: MadeBackup;
  results: Measured[];
}

async function againstPlain(context: Context, stack: FilledStack, plain: PlainRepository, how: string): Promise<Compared> {
  const what = `full backup, ${how}`;
  const engine: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
  let full: MadeBackup | undefined;
  const pairs = await alternate(context, {
    what,
    ratio: "plain/ours",
    runs: context.runs(3),
    ours: () =>
      seconds(async () => {
        const output = await backUp(stack, "full");
        engine.ours.push(engineSeconds(output, "backup"));
        full = madeBackup(output);
      }),
    plain: async () => {
      const taken = await seconds(async () => engine.plain.push(engineSeconds(await plain.backUp(), "backup")));
      await plain.clear();
      return taken;
    },
  });
  if (!full) throw new Error("no backup was made");
  const counted = { ours: engine.ours.slice(1), plain: engine.plain.slice(1) };
  const common = { against: `pgbackrest backup by hand, ${cpus().length} processes, ${how}`, ratio: "plain/ours" as const, target };
  const notes = [
    `${megabytes(full.databaseBytes)} of database, ${megabytes(full.storedBytes)} stored; ours ${rate(full, pairs.ours)}, plain ${rate(full, pairs.plain)}`,
    `beside the engine the job takes ${(median(pairs.ours) - median(counted.ours)).toFixed(1)} s, plain ${(median(pairs.plain) - median(counted.plain)).toFixed(1)} s`,
  ];
  const engineRatios = counted.ours.map((each, run) => (counted.plain[run] as number) / each);
  return {
    pairs,
    full,
    results: [
      { what, ...common, notes, ...pairs },
      { what: `${what}: pgBackRest's part`, ...common, notes: [], ...counted, ratios: engineRatios },
    ],
  };
}

/** Until it ends, each of the containers may use every core. */
async function withoutLimits<T>(containers: string[], undo: Undo, work: () => Promise<T>): Promise<T> {
  const before = await Promise.all(containers.map(async (container) => ({ container, limit: await processorLimit(container) })));
  const restore = async () => {
    for (const { container, limit } of before) await docker("update", limit, container);
  };
  undo.later("changed limits", restore);
  await docker("update", unlimited, ...containers);
  const result = await work();
  await restore();
  return result;
}

/** Its server has the limits of the stack's own; its client, which compresses, has none. */
async function againstBaseBackup(context: Context, stack: FilledStack, { full }: Compared, server: Server): Promise<Measured> {
  const what = "full backup, against pg_basebackup";
  const pairs = await alternate(context, {
    what,
    ratio: "plain/ours",
    runs: context.runs(3),
    ours: () => seconds(() => backUp(stack, "full")),
    plain: () => seconds(() => baseBackup(server)),
  });
  const against = `pg_basebackup of the same data in tar format, compressed with zstd by ${cpus().length} threads, neither encrypted nor checked again`;
  const notes = [`ours ${rate(full, pairs.ours)}, plain ${rate(full, pairs.plain)}`];
  return { what, against, ratio: "plain/ours", notes, ...pairs };
}

/** It is thrown away as soon as it is there; its volume goes with its container. */
function baseBackup({ volume, image }: Server): Promise<string> {
  const how = ["--format=tar", "--checkpoint=fast", "--wal-method=fetch", `--compress=client-zstd:level=3,workers=${cpus().length}`];
  const where = ["--host=/pgdata/run", "--username=postgres", "--pgdata=/backups/base"];
  const client = ["run", "--rm", "--network=none", "--volume", `${volume}:/pgdata:ro`, "--volume=/backups", image];
  return docker(...client, "pg_basebackup", ...where, ...how);
}

async function afterChanges(context: Context, stack: FilledStack, { pairs, full }: Compared): Promise<Measured[]> {
  // Other ones every time: what was changed before lies together at the end of the table.
  const each = await stack.server.number("max(aid) / 100 FROM pgbench_accounts");
  const changes = [
    { where: "in one place", rows: (run: number) => `aid BETWEEN ${each * run + 1} AND ${each * (run + 1)}` },
    { where: "spread evenly", rows: (run: number) => `aid % 100 = ${run}` },
  ];
  const results: Measured[] = [];
  for (const { where, rows } of changes) {
    const times: number[] = [];
    const sizes: number[] = [];
    for (let run = 0; run < context.runs(3); run++) {
      context.goOn();
      await stack.server.sql(`UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE ${rows(run)}`);
      await stack.untilArchived();
      let output = "";
      times.push(await seconds(async () => (output = await backUp(stack, "incremental"))));
      sizes.push(madeBackup(output).storedBytes / 1e6);
      context.progress(
        `incremental backup, 1 % of the rows changed ${where}: ${times.at(-1)!.toFixed(2)} s, ${sizes.at(-1)!.toFixed(2)} MB`,
      );
    }
    const what = `incremental backup, 1 % of the rows changed ${where}`;
    const stored = full.storedBytes / 1e6;
    const common = { against: "the full backup, limits as deployed", ratio: "ours/plain" as const, notes: [] };
    results.push(
      { what, ...common, ...against(times, pairs.ours) },
      { what: `${what}: stored`, ...common, unit: "MB", ...against(sizes, [stored]) },
    );
  }
  return results;
}

/** Each against the median of what was measured before. */
function against(ours: number[], plain: number[]): Pairs {
  return { ours, plain, ratios: ours.map((each) => each / median(plain)) };
}

const backUp = (stack: FilledStack, type: string): Promise<string> => stack.drill("postgres-backup-full", "backup", type);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

const rate = ({ databaseBytes }: MadeBackup, taken: number[]): string => `${(databaseBytes / 1e6 / median(taken)).toFixed(0)} MB/s`;
