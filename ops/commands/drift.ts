import type { Command } from "commander";
import { verificationsOf } from "../backup/verifications";
import { evidenceDrift } from "../backup/evidence-drift";
import { differencesIn, driftText } from "../drift";
import { readyToolchain } from "../engine";
import { exit, type Done } from "../exit";
import { stackOption } from "../options";
import { Stack } from "../stack";

interface DriftOptions {
  stack: string;
  json?: true;
}

export function driftCommand(program: Command, done: Done): void {
  program
    .command("drift")
    .description("what is no longer as it was deployed, and whether its backups are proven; changes nothing")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: DriftOptions) => done(await drift(options)));
}

/**
 * First what the machine has become, then what the program asks for: either alone would call the other's change no drift. Then
 * whether the newest verification of each kind of backup is there, and passed.
 */
async function drift({ stack: name, json }: DriftOptions): Promise<number> {
  const stack = new Stack(name, await readyToolchain());
  const verifications = verificationsOf(await stack.recoverable());
  const machine = await stack.wouldChange(["refresh", "--preview-only"]);
  const program = await stack.wouldChange(["preview"]);
  const now = new Date();
  const proven = (await Promise.all(verifications.map((one) => evidenceDrift(one, now)))).flat();
  const differences = [...differencesIn("machine", machine), ...differencesIn("program", program), ...proven];
  console.log(json ? JSON.stringify({ stack: name, differences }, null, 2) : driftText(name, differences));
  return differences.length > 0 ? exit.failed : exit.done;
}
