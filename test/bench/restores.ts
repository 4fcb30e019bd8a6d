import { cpus } from "node:os";
import { newestRecord, startRestore, wholeRequest } from "../faults/restore/job";
import { answerOf } from "../faults/restore/server";
import { Workshop } from "../faults/workshop";
import type { Alone, Benchmark, Context, Measured, Result } from "./benchmark";
import type { FilledStack } from "./filled-stack";
import { forecast, type Point } from "./forecast";
import { alternate, median, seconds } from "./measure";
import { restorePlainly } from "./plain-restore";
import { processorLimit } from "./plain-server";
import { engineSeconds, madeBackup } from "./readings";
import type { Undo } from "./undo";

const target = 0.95;
/** Of what the stack is asked to hold; the line through the first ones is tried on the last. */
const shares = [1 / 4, 1 / 2, 1];

/** The stack's own restore job and server, against pgBackRest and Postgres by hand; and how the time grows with the data. */
export const restores: Benchmark = {
  name: "restores",
  about: "restore to the latest against plain pgBackRest, until the server takes writes; three sizes, and a forecast",
  async run(context, undo) {
    const stack = await context.filled();
    const workshop = new Workshop(stack.prefix);
    undo.later("the workshop", () => workshop.close());
    await workshop.open();
    const results: Result[] = [];
    const points: Point[] = [];
    for (const share of shares) {
      const megabytes = Math.round(stack.megabytes * share);
      context.progress(`fill it with ${megabytes} MB`);
      await stack.fill(megabytes);
      const { point, measured } = await restored(context, stack, workshop, undo);
      points.push(point);
      results.push(...measured);
    }
    return [...results, forecastOf(points)];
  },
};

async function restored(
  context: Context,
  stack: FilledStack,
  workshop: Workshop,
  undo: Undo,
): Promise<{ point: Point; measured: Measured[] }> {
  context.progress("make a full backup");
  const { databaseBytes } = madeBackup(await stack.drill("postgres-backup-full", "backup", "full"));
  await workshop.fresh();
  // Both restore under the limit that the stack gives its own job.
  const limit = await processorLimit(`${stack.prefix}-postgres-verification`);
  const gigabytes = databaseBytes / 1e9;
  const what = `restore of ${gigabytes.toFixed(2)} GB to the latest, until the server takes writes`;
  const engine: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
  const parts: Record<string, number>[] = [];
  undo.later("what was restored", () => workshop.ask("find /pgdata -mindepth 1 -delete").then(() => undefined));
  const pairs = await alternate(context, {
    what,
    ratio: "plain/ours",
    runs: context.runs(3),
    ours: async () => {
      await workshop.ask("find /pgdata -mindepth 1 -delete");
      return seconds(async () => {
        const { code, output } = await (await startRestore(workshop, wholeRequest(workshop), { run: [limit] })).ended;
        if (code !== 0) throw new Error(output);
        engine.ours.push(engineSeconds(output, "restore"));
        parts.push((await newestRecord(workshop))?.seconds ?? {});
        await answerOf(workshop, "SELECT 1", "postgres");
      });
    },
    plain: async () => {
      const { engine: took, whole } = await restorePlainly(workshop, limit);
      engine.plain.push(took);
      return whole;
    },
  });
  const counted = { ours: engine.ours.slice(1), plain: engine.plain.slice(1) };
  const against = `pgbackrest restore by hand, ${cpus().length} processes, and the server; nothing compared`;
  const notes = Object.keys(parts[0] ?? {}).map((part) => `${part}: ${median(parts.map((each) => each[part] ?? 0)).toFixed(2)} s`);
  const ratios = counted.ours.map((each, run) => (counted.plain[run] as number) / each);
  return {
    point: { gigabytes, seconds: median(pairs.ours) },
    measured: [
      { what, against, ratio: "plain/ours", notes, ...pairs },
      {
        what: `restore of ${gigabytes.toFixed(2)} GB: pgBackRest's part`,
        against,
        ratio: "plain/ours",
        target,
        notes: [],
        ...counted,
        ratios,
      },
    ],
  };
}

function forecastOf(points: Point[]): Alone {
  const unseen = points.at(-1) as Point;
  const foreseen = forecast(points.slice(0, -1)).at(unseen.gigabytes);
  const error = ((foreseen - unseen.seconds) / unseen.seconds) * 100;
  const all = forecast(points);
  return {
    what: "forecast of a restore of 10 GB and of 100 GB",
    ours: [all.at(10), all.at(100)],
    unit: "s",
    notes: [
      `tried on ${unseen.gigabytes.toFixed(2)} GB, from the smaller ones: ${foreseen.toFixed(1)} s foreseen, ${unseen.seconds.toFixed(1)} s measured, error ${error.toFixed(0)} %`,
    ],
  };
}
