import type { Alone, Benchmark, Context } from "./benchmark";
import type { FilledStack } from "./filled-stack";
import { median } from "./measure";
import { madeBackup, verificationSplit, type MadeBackup, type VerificationSplit } from "./readings";

const parts = ["restore", "consistent", "replay", "writable", "reading"] as const;

/** Where the time of a verification goes. No target: nobody else does the same work. */
export const verifications: Benchmark = {
  name: "verifications",
  about: "verification of a full backup at two sizes, by its parts, and per GB",
  async run(context) {
    const stack = await context.filled();
    const results = [await verification(context, stack)];
    const quarter = Math.round(stack.megabytes / 4);
    context.progress(`fill it with ${quarter} MB`);
    await stack.fill(quarter);
    // One that is so much smaller than the one before does not pass; the next one is compared with it.
    await fullBackup(stack);
    return [...results, await verification(context, stack)];
  },
};

/** Of a backup that was just made. */
async function verification(context: Context, stack: FilledStack): Promise<Alone> {
  context.progress("make a full backup");
  const { databaseBytes } = await fullBackup(stack);
  const gigabytes = databaseBytes / 1e9;
  const what = `verification of ${gigabytes.toFixed(2)} GB`;
  const splits: VerificationSplit[] = [];
  for (let run = 1; run <= context.runs(3); run++) {
    context.goOn();
    await stack.untilArchived();
    await stack.drill("postgres-verification", "verify");
    const split = verificationSplit(await stack.drill("postgres-verification", "evidence", "--newest", "1"));
    context.progress(`${what}, run ${run}: ${split.whole.toFixed(2)} s`);
    splits.push(split);
  }
  const line = (part: keyof VerificationSplit) => {
    const seconds = median(splits.map((split) => split[part]));
    return `${part}: ${seconds.toFixed(2)} s, ${(seconds / gigabytes).toFixed(2)} s per GB`;
  };
  return { what, ours: splits.map(({ whole }) => whole), unit: "s", notes: [...parts, "whole" as const].map(line) };
}

async function fullBackup(stack: FilledStack): Promise<MadeBackup> {
  return madeBackup(await stack.drill("postgres-backup-full", "backup", "full"));
}
