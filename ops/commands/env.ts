import type { Command } from "commander";
import { readyToolchain } from "../engine";
import { exit, type Done } from "../exit";
import { exportLines } from "../shell";

export function envCommand(program: Command, done: Done): void {
  program
    .command("env")
    .description("shell lines that give plain `pulumi` this toolchain")
    .addHelpText("after", '\nUse it with: eval "$(./ballast env)"')
    .action(async () => {
      const { env } = await readyToolchain();
      for (const line of exportLines(env, process.env)) console.log(line);
      done(exit.done);
    });
}
