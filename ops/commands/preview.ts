import { resolve } from "node:path";
import type { Command } from "commander";
import { readyToolchain } from "../engine";
import type { Done } from "../exit";
import { passedOn, passesOn, stackOption } from "../options";
import { policyFlags } from "../policy-pack";
import { Stack } from "../stack";

interface PreviewOptions {
  stack: string;
  expectNoChanges?: true;
  diff?: true;
  savePlan?: string;
  json?: true;
}

export function previewCommand(program: Command, done: Done): void {
  passesOn(program.command("preview"))
    .description("what `up` would change, with every preflight finding and policy violation")
    .addOption(stackOption())
    .option("--expect-no-changes", "fail when there is any change")
    .option("--diff", "show the changes as a diff")
    .option("--save-plan <file>", "for `up --plan`")
    .option("-j, --json", "as JSON")
    .action(async (options: PreviewOptions, command: Command) => done(await preview(options, passedOn(command.args))));
}

async function preview({ stack: name, expectNoChanges, diff, savePlan, json }: PreviewOptions, passed: string[]): Promise<number> {
  const stack = new Stack(name, await readyToolchain());
  await stack.createIfMissing();
  const flags = [
    ...(expectNoChanges ? ["--expect-no-changes"] : []),
    ...(diff ? ["--diff"] : []),
    ...(savePlan === undefined ? [] : [`--save-plan=${resolve(savePlan)}`]),
    ...(json ? ["--json"] : []),
  ];
  return stack.run(["preview", ...flags, ...passed, ...policyFlags(passed)]);
}
