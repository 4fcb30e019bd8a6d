import { Command } from "commander";
import { version } from "../package.json";
import { credentialsCommand } from "./commands/credentials";
import { doctorCommand } from "./commands/doctor";
import { downCommand } from "./commands/down";
import { envCommand } from "./commands/env";
import { logsCommand } from "./commands/logs";
import { previewCommand } from "./commands/preview";
import { statusCommand } from "./commands/status";
import { testCommand } from "./commands/test";
import { upCommand } from "./commands/up";
import { waitCommand } from "./commands/wait";
import type { Done } from "./exit";

const examples = `
Examples:
  ./ballast up                          the dev stack, from a bare machine
  ./ballast preview --expect-no-changes
  ./ballast status postgres             how it is, and why
  ./ballast wait --timeout 300
  ./ballast logs --errors --since 1h
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
  previewCommand(program, done);
  downCommand(program, done);
  statusCommand(program, done);
  waitCommand(program, done);
  logsCommand(program, done);
  credentialsCommand(program, done);
  doctorCommand(program, done);
  envCommand(program, done);
  testCommand(program, argv, done);
  return program;
}
