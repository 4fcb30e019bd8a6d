import type { Command } from "commander";
import { deployedBackups } from "../../backup/deployed";
import { showText, shownFacts } from "../../backup/show-view";
import { CommandError, exit, type Done } from "../../exit";
import { stackOption } from "../../options";

interface ShowOptions {
  stack: string;
  json?: true;
}

export function showCommand(backup: Command, done: Done): void {
  backup
    .command("show")
    .description("all that is known of one backup")
    .argument("<label>", "as `backup list` has it")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (label: string, options: ShowOptions) => done(await show(label, options)));
}

async function show(label: string, { stack, json }: ShowOptions): Promise<number> {
  const { read, details } = await deployedBackups(stack);
  const { backups } = await read();
  // Two repositories may have a backup of the same second.
  const found = backups.filter((one) => one.label === label);
  if (found.length === 0) {
    const newest = backups.at(-1);
    throw new CommandError(
      `label: got ${JSON.stringify(label)}, allowed is one that ./ballast backup list has${newest ? `, such as ${newest.label}` : ": it has none"}`,
      exit.usage,
    );
  }
  const detailed = await Promise.all(found.map(async (one) => ({ one, details: await details(one) })));
  if (json) console.log(JSON.stringify({ stack, backups: detailed.map(({ one, details }) => shownFacts(one, details)) }, null, 2));
  else console.log(detailed.map(({ one, details }) => showText(one, details)).join("\n\n"));
  return detailed.every(({ one, details }) => one.state === "intact" && details !== null) ? exit.done : exit.failed;
}
