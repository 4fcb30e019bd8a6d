import { parseArgs } from "node:util";
import { backupTypes } from "./engine/engine";
import { backupCommand } from "./commands/backup";
import { configurationCommand } from "./commands/configuration";
import { evidenceCommand, keepCommand } from "./commands/evidence";
import { filesCommand } from "./commands/files";
import { restoreCommand } from "./commands/restore";
import { verifyCommand } from "./commands/verify";
import { verifyFilesCommand } from "./commands/verify-files";
import { exitCodes } from "./evidence/evidence";
import { kinds } from "./evidence/runs";
import { evidenceFolder, filesFolder } from "./places";

const usage = `Usage:
  drill backup ${backupTypes.join("|")} [--if-none]   make a backup, and keep a description of what is in it
  drill verify [--label LABEL] [--seed TEXT] [--sheet]      restore a backup, by default the newest, and prove it
                                                            --sheet: with the key of a recovery sheet, held to no limit
                                                            ends with 0 pass, 1 fail, 3 partial, 4 could not verify; 2 wrong usage
  drill verify-snapshot [--file FILE]                       load a snapshot of Redis, by default the newest, and prove it; ends as verify does
  drill verify-dumps                                        restore the newest dumps of Postgres, and prove them; ends as verify does
  drill files                                               what files there are, as JSON
  drill restore REQUEST                                     fill an empty volume from a backup; REQUEST is JSON
  drill configuration --label LABEL                         the copy of the stack's configuration in a backup: with secrets
  drill evidence [--newest COUNT] [--of rebuilds]           what verifications have found, or what became of rebuilds, a line of JSON each
  drill keep RECORD                                         keep what became of a rebuild, signed; RECORD is JSON
`;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      "if-none": { type: "boolean" },
      label: { type: "string" },
      seed: { type: "string" },
      sheet: { type: "boolean" },
      newest: { type: "string" },
      file: { type: "string" },
      of: { type: "string" },
    },
  });
  const [command, type] = positionals;
  const backup = backupTypes.find((each) => each === type);
  if (command === "backup" && backup && positionals.length === 2) return backupCommand(backup, values["if-none"] ?? false);
  if (command === "verify" && positionals.length === 1) return verifyCommand(values);
  if (command === "verify-snapshot" && positionals.length === 1) return verifyFilesCommand("snapshot", values.file);
  if (command === "verify-dumps" && positionals.length === 1) return verifyFilesCommand("dumps");
  if (command === "files" && positionals.length === 1) return filesCommand(filesFolder);
  if (command === "restore" && type !== undefined && positionals.length === 2) return restoreCommand(type);
  if (command === "configuration" && positionals.length === 1 && values.label !== undefined) return configurationCommand(values.label);
  const newest = Number(values.newest ?? "366");
  const kind = kinds.find((each) => each === (values.of ?? "runs"));
  if (command === "evidence" && positionals.length === 1 && kind && Number.isInteger(newest) && newest > 0)
    return evidenceCommand(evidenceFolder, kind, newest);
  if (command === "keep" && type !== undefined && positionals.length === 2) return keepCommand(evidenceFolder, type);
  process.stderr.write(usage);
  return 2;
}

main()
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = process.argv[2]?.startsWith("verify") ? exitCodes["could-not-verify"] : 1;
  });
