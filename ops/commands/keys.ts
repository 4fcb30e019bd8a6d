import type { Command } from "commander";
import { CommandError, exit, keysExit, type Done } from "../exit";
import { compare, type Comparison } from "../keys/check";
import { currentKeys, currentSheet } from "../keys/current";
import { handOver, type HandOver } from "../keys/hand-over";
import { pageOf } from "../keys/page";
import { parse } from "../keys/parse";
import { readSheet } from "../keys/read";
import { recoverySettings, settingsText } from "../keys/settings";
import { fingerprint, linesOf, type Sheet } from "../keys/sheet";
import { stackOption } from "../options";
import { table } from "../table";
import { drillCommand } from "./keys-drill";

interface KeysOptions {
  stack: string;
  json?: true;
}

export function keysCommand(program: Command, done: Done): void {
  const keys = program.command("keys").description("the recovery sheet: the keys of the backups on paper");
  handsOver(keys.command("export").description("print the recovery sheet, which has the keys in plain text"))
    .addOption(stackOption())
    .option("-j, --json", "the sheet's data as JSON, keys included")
    .action(async (options: KeysOptions & HandOver) => done(await exportSheet(options)));
  keys
    .command("check")
    .description("whether a sheet is typed without a mistake, and holds the stack's keys of today")
    .argument("<file>", "the sheet, or - for standard input")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (file: string, options: KeysOptions) => done(await check(file, options)));
  keys
    .command("status")
    .description("the fingerprint of the stack's keys, to be compared with that of a sheet")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: KeysOptions) => done(await status(options)));
  handsOver(keys.command("settings").description("what pgBackRest needs to restore, from a sheet alone; the key is in it"))
    .argument("<file>", "the sheet, or - for standard input")
    .action(async (file: string, options: HandOver) => done(await settings(file, options)));
  drillCommand(keys, done);
}

function handsOver(command: Command): Command {
  return command
    .option("-o, --output <file>", "into a file that only you can read; without it, to standard output")
    .option("--force", "write over the file")
    .option("-y, --yes", "show the keys on a terminal without a question");
}

async function exportSheet({ stack, json, ...where }: KeysOptions & HandOver): Promise<number> {
  const sheet = await currentSheet(stack);
  await handOver(json ? `${JSON.stringify({ ...sheet, fingerprint: fingerprint(sheet) }, undefined, 2)}\n` : pageOf(sheet), where);
  if (where.output !== undefined) console.error(`${where.output}: the keys in plain text. Print it, put it away, and delete the file`);
  return exit.done;
}

async function check(file: string, { stack, json }: KeysOptions): Promise<number> {
  const { sheet, problems } = parse(readSheet(file));
  if (!sheet) {
    console.log(json ? JSON.stringify({ whole: false, problems }, undefined, 2) : problems.join("\n"));
    return keysExit.damaged;
  }
  const facts = { whole: true, stack: sheet.stack, exported: sheet.exported, fingerprint: fingerprint(sheet), problems };
  if (!json) console.log(`whole: ${linesOf(sheet).length} lines, exported ${sheet.exported}, fingerprint ${facts.fingerprint}`);
  const comparison = await compared(sheet, stack);
  const escrow = comparison?.escrow ?? "unknown";
  const reasons = comparison?.reasons ?? [`stack ${stack} is not deployed: there are no keys to compare with`];
  console.log(json ? JSON.stringify({ ...facts, escrow, reasons }, undefined, 2) : [`escrow: ${escrow}`, ...reasons].join("\n"));
  return keysExit[escrow];
}

/** @returns undefined when nothing is deployed */
async function compared(sheet: Sheet, stack: string): Promise<Comparison | undefined> {
  try {
    return compare(sheet, (await currentKeys(stack)).current);
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === exit.missing) return undefined;
    throw error;
  }
}

async function status({ stack, json }: KeysOptions): Promise<number> {
  const { current } = await currentKeys(stack);
  const keys = current.keys.map(({ name, version }) => ({ name, version }));
  const facts = { stack: current.stack, fingerprint: fingerprint(current), keys };
  const rows = keys.map(({ name, version }) => [name, String(version)]);
  const text = `${table(["KEY", "VERSION"], rows, false)}\n\nfingerprint ${facts.fingerprint}: the sheet with the same one holds these keys`;
  console.log(json ? JSON.stringify(facts, undefined, 2) : text);
  return exit.done;
}

async function settings(file: string, where: HandOver): Promise<number> {
  const { sheet, problems } = parse(readSheet(file));
  if (!sheet) throw new CommandError(problems.join("\n"), keysExit.damaged);
  const { archive, passphrase } = recoverySettings(sheet);
  await handOver(settingsText(archive, passphrase), where);
  return exit.done;
}
