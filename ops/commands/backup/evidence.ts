import { Option, type Command } from "commander";
import { deployedVerification } from "../../backup/deployed";
import { readEvidence, type Found } from "../../backup/evidence";
import { evidenceJson, evidenceText } from "../../backup/evidence-view";
import { exit, type Done } from "../../exit";
import { stackOption, wholeNumber } from "../../options";
import { wantsColours } from "../../table";

interface EvidenceOptions {
  stack: string;
  count: number;
  latest?: true;
  json?: true;
}

export function evidenceCommand(backup: Command, done: Done): void {
  backup
    .command("evidence")
    .description("what verifications have found, and whether it is genuine")
    .addOption(stackOption())
    .addOption(new Option("-n, --count <n>", "the newest ones").default(30).argParser(wholeNumber))
    .option("--latest", "the newest one alone")
    .option("-j, --json", "as JSON")
    .action(async (options: EvidenceOptions) => done(await evidence(options)));
}

async function evidence({ stack, count, latest, json }: EvidenceOptions): Promise<number> {
  const found = await readEvidence(await deployedVerification(stack), latest ? 1 : count);
  console.log(json ? evidenceJson(stack, found) : evidenceText(found, wantsColours(process.stdout, process.env)));
  return exitCodeOf(found);
}

/** Every one has to be genuine, and the newest a pass. */
export function exitCodeOf(found: Found[]): number {
  const newest = found.at(-1);
  if (!newest) return exit.missing;
  return found.every(({ genuine }) => genuine) && newest.genuine && newest.evidence.outcome === "pass" ? exit.done : exit.failed;
}
