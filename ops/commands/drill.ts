import { Option, type Command } from "commander";
import { deployedVerifications } from "../backup/verifications";
import { readEvidence, type Found } from "../backup/evidence";
import { historyOf, type Drilled, type History } from "../drill/history";
import { historyText } from "../drill/history-view";
import { readRebuilds } from "../drill/record";
import { exit, type Done } from "../exit";
import { stackOption, wholeNumber } from "../options";
import { wantsColours } from "../table";
import { drillRunCommand } from "./drill-run";

interface HistoryOptions {
  stack: string;
  count: number;
  json?: true;
}

export function drillCommand(program: Command, done: Done): void {
  const drill = program.command("drill").description("recoveries that are tried: how long they take, and what would be lost");
  drillRunCommand(drill, done);
  drill
    .command("history")
    .description("every recovery that was tried, with RTO and RPO, as a table and a picture")
    .addOption(stackOption())
    .addOption(new Option("-n, --count <n>", "the newest ones").default(30).argParser(wholeNumber))
    .option("-j, --json", "as JSON")
    .action(async (options: HistoryOptions) => done(await history(options)));
}

async function history({ stack, count, json }: HistoryOptions): Promise<number> {
  const verifications = await deployedVerifications(stack);
  const all: { of: Drilled; found: Found[] }[] = [];
  for (const verification of verifications) {
    all.push({ of: verification.of, found: await readEvidence(verification, count) });
    if (verification.of === "backups") all.push({ of: "stack", found: await readRebuilds(verification, count) });
  }
  const found = historyOf(all, count);
  console.log(json ? JSON.stringify({ stack, ...found }, null, 2) : historyText(found, wantsColours(process.stdout, process.env)));
  return exitCodeOf(found);
}

/** Every one has to be genuine, and the newest of each kind a pass. */
export function exitCodeOf({ drills, notGenuine }: History): number {
  if (notGenuine.length > 0) return exit.failed;
  if (drills.length === 0) return exit.missing;
  const newest = new Map(drills.map(({ of, outcome }) => [of, outcome]));
  return [...newest.values()].every((outcome) => outcome === "pass") ? exit.done : exit.failed;
}
