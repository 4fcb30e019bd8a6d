import type { Command } from "commander";
import { deployedBackups } from "../../backup/deployed";
import { readFiles } from "../../backup/files";
import { filesText } from "../../backup/files-view";
import { listJson, listText } from "../../backup/list-view";
import { recoveryWindow } from "../../backup/window";
import { exit, type Done } from "../../exit";
import { stackOption } from "../../options";
import { wantsColours } from "../../table";

interface ListOptions {
  stack: string;
  json?: true;
}

export function listCommand(backup: Command, done: Done): void {
  backup
    .command("list")
    .description("every backup, and how far they reach; dumps and snapshots")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: ListOptions) => done(await list(options)));
}

async function list({ stack, json }: ListOptions): Promise<number> {
  const { read, newestWalAt, files: deployedFiles } = await deployedBackups(stack);
  const found = await read();
  const { backups, repositories } = found;
  const trusted = repositories.filter(({ problem }) => problem === null);
  const windows = await Promise.all(trusted.map(async (one) => recoveryWindow(one.key, backups, await newestWalAt(one))));
  const files = await Promise.all(deployedFiles.map((one) => readFiles(one, new Date())));
  const colours = wantsColours(process.stdout, process.env);
  console.log(json ? listJson(stack, found, windows, files) : listText(found, windows, colours));
  if (!json && files.length > 0) console.log(filesText(files, colours));
  if (trusted.length < repositories.length || backups.some(({ state }) => state !== "intact")) return exit.failed;
  return backups.length === 0 ? exit.missing : exit.done;
}
