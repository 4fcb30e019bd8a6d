import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { interruptible } from "../../toolchain/processes";
import { evidenceText } from "../backup/evidence-view";
import { CommandError, exit, type Done } from "../exit";
import { drill, publicKeyName } from "../keys/drill";
import { drillImage } from "../keys/drill-image";
import { ownArchive } from "../keys/own-archive";
import { parse } from "../keys/parse";
import { readSheet } from "../keys/read";
import { placeOf } from "../keys/place";
import { fingerprint } from "../keys/sheet";
import { wantsColours } from "../table";

interface DrillOptions {
  repository: string;
  output?: string;
  json?: true;
}

export function drillCommand(keys: Command, done: Done): void {
  keys
    .command("drill")
    .description("verify the newest backup with a sheet and a repository alone: exit 0 pass, 1 fail, 3 partial, 4 could not verify")
    .argument("<file>", "the sheet, or - for standard input")
    .requiredOption("-r, --repository <place>", "the name of a Docker volume, or a folder (with a / in it)")
    .option("-o, --output <folder>", "a new folder for the evidence; without it, drill-TIME in this one")
    .option("-j, --json", "what was found as JSON; the rest goes to standard error")
    .action(async (file: string, options: DrillOptions) => done(await drillFrom(file, options)));
}

async function drillFrom(file: string, { repository, json, ...options }: DrillOptions): Promise<number> {
  const { sheet, problems } = parse(readSheet(file));
  // Nothing was verified: a bad backup ends with 1.
  if (!sheet) throw new CommandError(problems.join("\n"), exit.couldNotAsk);
  const { store, passphrase } = ownArchive(sheet);
  const output = options.output ?? `drill-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`;
  if (existsSync(output)) throw new CommandError(`--output: got ${output}, which is there already\nFix: name another`, exit.usage);

  const progress = (line: string): void => console.error(line);
  progress(`sheet of stack ${sheet.stack} of ${sheet.project}, exported ${sheet.exported}, fingerprint ${fingerprint(sheet)}`);
  const image = await drillImage(progress);
  const place = await placeOf("--repository", repository);
  const { code, found } = await interruptible(() => drill({ image, repository: place, store, passphrase, output, progress }));

  const places = { evidence: join(output, found.file), publicKey: join(output, publicKeyName) };
  if (json) {
    const { project, stack, exported } = sheet;
    console.log(
      JSON.stringify({ sheet: { project, stack, exported, fingerprint: fingerprint(sheet) }, repository, found, places }, null, 2),
    );
  } else {
    console.log(evidenceText([found], wantsColours(process.stdout, process.env)));
    console.log(
      `\nevidence: ${places.evidence}\nIts signature is of a key that was made for this run, not of the stack's: ${places.publicKey}`,
    );
  }
  return found.genuine ? code : exit.couldNotAsk;
}
