import { Option, type Command } from "commander";
import { deployedVerification, type Provable } from "../../backup/verifications";
import { newestOf, readEvidence, type Found } from "../../backup/evidence";
import { evidenceJson, evidenceText } from "../../backup/evidence-view";
import { exit, type Done } from "../../exit";
import { stackOption, wholeNumber } from "../../options";
import { wantsColours } from "../../table";
import { ofOption } from "./of";

interface EvidenceOptions {
  stack: string;
  of: Provable;
  count: number;
  latest?: true;
  json?: true;
}

export function evidenceCommand(backup: Command, done: Done): void {
  backup
    .command("evidence")
    .description("what verifications have found, and whether it is genuine")
    .addOption(stackOption())
    .addOption(ofOption())
    .addOption(new Option("-n, --count <n>", "the newest ones").default(30).argParser(wholeNumber))
    .option("--latest", "the newest one of each repository alone")
    .option("-j, --json", "as JSON")
    .action(async (options: EvidenceOptions) => done(await evidence(options)));
}

async function evidence({ stack, of, count, latest, json }: EvidenceOptions): Promise<number> {
  const verification = await deployedVerification(stack, of);
  const { repositories } = verification;
  const found = await readEvidence(verification, latest ? repositories.length : count);
  console.log(json ? evidenceJson(stack, found) : evidenceText(found, wantsColours(process.stdout, process.env)));
  return exitCodeOf(found, repositories);
}

/** Every one has to be genuine, and the newest of each repository a pass. */
export function exitCodeOf(found: Found[], repositories: number[]): number {
  if (found.length === 0) return exit.missing;
  const passed = repositories.every((one) => newestOf(one, found)?.outcome === "pass");
  return passed && found.every(({ genuine }) => genuine) ? exit.done : exit.failed;
}
