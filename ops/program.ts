import { Command } from "commander";
import { version } from "../package.json";
import { backupCommand } from "./commands/backup";
import { benchCommand } from "./commands/bench";
import { certificatesCommand } from "./commands/certificates";
import { clusterCommand } from "./commands/cluster";
import { credentialsCommand } from "./commands/credentials";
import { doctorCommand } from "./commands/doctor";
import { downCommand } from "./commands/down";
import { drCommand } from "./commands/dr";
import { drillCommand } from "./commands/drill";
import { driftCommand } from "./commands/drift";
import { envCommand } from "./commands/env";
import { imagesCommand } from "./commands/images";
import { hostsCommand } from "./commands/hosts";
import { keysCommand } from "./commands/keys";
import { logsCommand } from "./commands/logs";
import { preflightCommand } from "./commands/preflight";
import { previewCommand } from "./commands/preview";
import { renderCommand } from "./commands/render";
import { restoreCommand } from "./commands/restore";
import { rollbackCommand } from "./commands/rollback";
import { statusCommand } from "./commands/status";
import { testCommand } from "./commands/test";
import { topCommand } from "./commands/top";
import { upCommand } from "./commands/up";
import { waitCommand } from "./commands/wait";
import type { Done } from "./exit";

const examples = `
Examples:
  ./ballast up                          the dev stack, from a bare machine
  ./ballast preflight                   whether this machine can run it
  ./ballast preview --expect-no-changes
  ./ballast drift                       exit 1 when something was changed by hand
  ./ballast status postgres             how it is, and why
  ./ballast wait --timeout 300
  ./ballast logs --errors --since 1h
  ./ballast backup status               whether every backup is there that should be
  ./ballast restore --latest --dry-run  what a restore would do, and what it would lose
  ./ballast cluster up                  Kubernetes on this machine
  ./ballast images push --stack prod    builds what its cluster pulls
  ./ballast render --stack prod         manifests for GitOps
  ./ballast keys export --output sheet.txt   the backups' keys, to be printed
  ./ballast dr run sheet.txt --repository VOLUME   the whole stack anew
  ./ballast drill history               how long recoveries take that were tried, and what they would lose
  ./ballast top --watch                 what it uses of what it may
  ./ballast down                        stops it; the data stays
  ./ballast test unit
  eval "$(./ballast env)"               for plain pulumi

Exit codes and output of every command: docs/commands.md`;

/** @throws CommanderError where commander would end the process */
export function createProgram(argv: string[], done: Done): Command {
  const program = new Command("ballast")
    .description("A data stack on one Docker host or on Kubernetes: nothing deployed unchecked, no backup trusted unrestored.")
    .version(version)
    .usage("<command> [options]")
    .addHelpText("after", examples)
    .showHelpAfterError("See --help.")
    .exitOverride();
  upCommand(program, done);
  preflightCommand(program, done);
  previewCommand(program, done);
  downCommand(program, done);
  driftCommand(program, done);
  statusCommand(program, done);
  waitCommand(program, done);
  logsCommand(program, done);
  topCommand(program, done);
  hostsCommand(program, done);
  certificatesCommand(program, done);
  credentialsCommand(program, done);
  keysCommand(program, done);
  drCommand(program, done);
  drillCommand(program, done);
  clusterCommand(program, done);
  imagesCommand(program, done);
  renderCommand(program, done);
  backupCommand(program, done);
  restoreCommand(program, done);
  rollbackCommand(program, done);
  benchCommand(program, done);
  doctorCommand(program, done);
  envCommand(program, done);
  testCommand(program, argv, done);
  return program;
}
