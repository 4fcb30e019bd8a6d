import type { Command } from "commander";
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
    .description("what is no longer as it was deployed; changes nothing")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: DriftOptions) => done(await drift(options)));
}

/** First what the machine has become, then what the program asks for: either alone would call the other's change no drift. */
async function drift({ stack: name, json }: DriftOptions): Promise<number> {
  const stack = new Stack(name, await readyToolchain());
  await stack.outputs();
  const machine = await stack.wouldChange(["refresh", "--preview-only"]);
  const program = await stack.wouldChange(["preview"]);
  const differences = [...differencesIn("machine", machine), ...differencesIn("program", program)];
  console.log(json ? JSON.stringify({ stack: name, differences }, null, 2) : driftText(name, differences));
  return differences.length > 0 ? exit.failed : exit.done;
}
