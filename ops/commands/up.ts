import { resolve } from "node:path";
import type { Command } from "commander";
import { isInteractive } from "../confirm";
import { readyToolchain } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { exitCodeOf } from "../health";
import { pushMissingImages } from "../images/push-missing";
import { passedOn, passesOn, stackOption } from "../options";
import { policyFlags } from "../policy-pack";
import { runtimeOf } from "../runtime";
import { Stack } from "../stack";
import { fullStatus, readStatus, withLogs } from "../status-report";
import { statusText } from "../status-view";
import { wantsColours } from "../table";
import { upSummary } from "../up-summary";

interface UpOptions {
  stack: string;
  yes?: true;
  skipPreview?: true;
  plan?: string;
  json?: true;
}

export function upCommand(program: Command, done: Done): void {
  passesOn(program.command("up"))
    .description("deploy the stack, from a bare machine if need be, and say where to look")
    .addOption(stackOption())
    .option("-y, --yes", "do not ask before the update")
    .option("-f, --skip-preview", "do not preview before the update")
    .option("--plan <file>", "do what `preview --save-plan` saved there, and nothing else; it was the question, so nothing is asked")
    .option("-j, --json", "Pulumi's JSON alone on standard output, the summary on standard error")
    .action(async (options: UpOptions, command: Command) => done(await up(options, passedOn(command.args))));
}

async function up(options: UpOptions, passed: string[]): Promise<number> {
  if (!options.yes && !options.skipPreview && options.plan === undefined && !isInteractive()) {
    throw new CommandError("not confirmed, and no terminal to ask at: nothing was changed\nFix: ./ballast up --yes", exit.notConfirmed);
  }
  const began = new Date();
  const toolchain = await readyToolchain();
  const ready = Date.now();
  const stack = new Stack(options.stack, toolchain);
  await stack.createIfMissing();
  // A saved plan names its images: others would not be what was planned.
  if (options.plan === undefined) await pushMissingImages(options.stack, options.yes === true);
  const exitCode = await stack.run(["up", ...ownFlags(options), ...passed, ...policyFlags(passed)]);
  const updated = Date.now();
  if (exitCode > 128) return exitCode;
  if (exitCode !== 0) {
    console.error(`\npulumi up failed with exit code ${exitCode}`);
    await explain(stack);
    return exitCode;
  }
  const time = { toolchain: ready - began.getTime(), pulumi: updated - ready };
  return summarise(stack, options, began, time);
}

const ownFlags = ({ yes, skipPreview, plan, json }: UpOptions): string[] => [
  ...(yes || plan !== undefined ? ["--yes"] : []),
  ...(plan === undefined ? [] : [`--plan=${resolve(plan)}`]),
  ...(skipPreview ? ["--skip-preview"] : []),
  ...(json ? ["--json"] : []),
];

/** The cause of everything that is not healthy, after an update that failed. */
async function explain(stack: Stack): Promise<void> {
  try {
    const outputs = await stack.deployedOutputs();
    if (!outputs)
      return console.error(
        "it ended before the stack had outputs: there is no service to ask about; `./ballast preflight` checks the machine",
      );
    const runtime = runtimeOf(outputs);
    const report = await readStatus(runtime, outputs);
    const services = report.services.filter(({ health }) => health !== "healthy");
    if (services.length === 0) return console.error("every service is healthy");
    console.error(statusText(await withLogs(runtime, { ...report, services }), wantsColours(process.stderr, process.env)));
  } catch (error) {
    // Pulumi's failure stays the one that is reported.
    console.error((error as Error).message);
  }
}

async function summarise(stack: Stack, { json }: UpOptions, began: Date, time: { toolchain: number; pulumi: number }): Promise<number> {
  const outputs = await stack.deployedOutputs();
  const report = outputs && (await fullStatus(runtimeOf(outputs), outputs));
  const text = upSummary(
    {
      stack: stack.name,
      changes: await stack.changesSince(began),
      report,
      endpoints: outputs?.endpoints ?? {},
      time: { ...time, total: Date.now() - began.getTime() },
    },
    wantsColours(json ? process.stderr : process.stdout, process.env),
  );
  (json ? console.error : console.log)(`\n${text}`);
  return report === undefined || report.health === "starting" ? exit.done : exitCodeOf(report.health);
}
