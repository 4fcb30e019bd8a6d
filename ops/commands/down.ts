import type { Command } from "commander";
import { checkDownFlags, confirm, downQuestions, isInteractive } from "../confirm";
import { readyToolchain } from "../engine";
import { exit, type Done } from "../exit";
import { passedOn, passesOn, stackOption } from "../options";
import { runtimeOf } from "../runtime";
import { Stack, type DeployedOutputs } from "../stack";
import { table } from "../table";

interface DownOptions {
  stack: string;
  yes?: boolean;
  data?: boolean;
  confirmData?: string;
}

export function downCommand(program: Command, done: Done): void {
  passesOn(program.command("down"))
    .description("stop the stack; protected volumes stay with their data, unless --data")
    .addOption(stackOption())
    .option("-y, --yes", "do not ask before stopping; never an answer to the question about data")
    .option("--data", "delete the protected volumes as well, after a question of its own")
    .option("--confirm-data <stack>", "the answer to that question: the stack's name")
    .action(async (options: DownOptions, command: Command) => done(await down(options, passedOn(command.args))));
}

async function down({ stack: name, yes = false, data = false, confirmData }: DownOptions, passed: string[]): Promise<number> {
  const request = { stack: name, yes, data, confirmData, passed };
  checkDownFlags(request);
  const stack = new Stack(name, await readyToolchain());
  if (!(await stack.exists())) {
    console.error(`stack ${name} does not exist: nothing to stop`);
    return exit.done;
  }
  const outputs = await stack.deployedOutputs();
  const kept = Object.entries(outputs?.volumes ?? {}).flatMap(([volume, entry]) => (entry.protected ? [[volume, entry.name]] : []));
  const volumes = kept.length > 0 ? table(["VOLUME", "NAME"], kept, false) : "";
  if (data && volumes) console.error(`These volumes hold data:\n${volumes}`);
  await confirm(downQuestions(request, isInteractive()));

  const exitCode = await stack.run(["destroy", "--exclude-protected", "--yes", ...passed]);
  if (exitCode !== 0) return exitCode;
  if (data) return deleteData(stack, outputs);
  if (volumes)
    console.error(
      `\nStack ${name} is down. These volumes stay with their data:\n${volumes}\nDelete them with ./ballast down --stack ${name} --data`,
    );
  return exit.done;
}

/** Only after everything that writes has stopped: had that failed, the data would still be protected. */
async function deleteData(stack: Stack, outputs: DeployedOutputs | undefined): Promise<number> {
  const unprotected = await stack.run(["state", "unprotect", "--all", "--yes"]);
  if (unprotected !== 0) return unprotected;
  const destroyed = await stack.run(["destroy", "--skip-preview", "--yes"]);
  if (destroyed !== 0) return destroyed;
  // Volumes that the program keeps out of Pulumi's hands (`retainOnDelete`) are still there.
  if (outputs) await runtimeOf(outputs).removeVolumes(Object.values(outputs.volumes).map(({ name }) => name));
  console.error(`\nStack ${stack.name} is down, and its data is deleted.`);
  return exit.done;
}
