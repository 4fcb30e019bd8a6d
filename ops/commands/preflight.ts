import { CommanderError, InvalidArgumentError, Option, type Command } from "commander";
import { preflight } from "../../components/preflight";
import { senses } from "../../components/preflight/collect/senses";
import { checks, isFindingId } from "../../components/preflight/checks";
import type { Report } from "../../components/preflight/report";
import { countsText } from "../../components/preflight/text";
import { ConfigError } from "../../config-problems";
import { backendEnv } from "../../toolchain/backend";
import { pathsOf } from "../../toolchain/paths";
import { ask, isInteractive } from "../confirm";
import { CommandError, exit, preflightExit, type Done } from "../exit";
import { stackOption } from "../options";
import { requestOf } from "../preflight-needs";
import { listText, preflightText } from "../preflight-view";
import { wantsColours } from "../table";

interface PreflightOptions {
  stack: string;
  accept: string[];
  list?: true;
  json?: true;
  yes?: true;
}

export function preflightCommand(program: Command, done: Done): void {
  program
    .command("preflight")
    .description("whether this machine can run the stack; needs neither Pulumi nor a running engine")
    .argument("[check]", "only this one, with those it depends on")
    .addOption(stackOption())
    .addOption(new Option("--accept <id>", "take this finding as a warning; may be repeated").default([], "none").argParser(acceptable))
    .option("-y, --yes", "take warnings as accepted; never a failure")
    .option("--list", "the checks, and what each can find")
    .option("-j, --json", "as JSON")
    .exitOverride((error) => {
      throw new CommanderError(error.exitCode === 0 ? 0 : preflightExit.usage, error.code, error.message);
    })
    .action(async (check: string | undefined, options: PreflightOptions) => done(await run(check, options)));
}

function acceptable(id: string, others: string[]): string[] {
  if (isFindingId(id)) return [...others, id];
  throw new InvalidArgumentError("Allowed is the id of a finding: ./ballast preflight --list");
}

async function run(check: string | undefined, options: PreflightOptions): Promise<number> {
  const colours = wantsColours(process.stdout, process.env);
  if (options.list) {
    console.log(listText(colours));
    return preflightExit.passed;
  }
  const asked = await requestOf(options.stack).catch(asUsage);
  const known = checks[asked.needs.platform];
  if (check !== undefined && !known.some(({ id }) => id === check)) {
    throw new CommandError(
      `check: got ${JSON.stringify(check)}, allowed is one of ${known.map(({ id }) => id).join(", ")}`,
      preflightExit.usage,
    );
  }
  const request = { ...asked, settings: { ...asked.settings, accept: [...asked.settings.accept, ...options.accept] } };
  // `up` would keep the stack where nobody has chosen another place.
  const env = { ...process.env, ...backendEnv(process.env, pathsOf(process.env)) };
  const report = await preflight(request, check, { ...senses(), env });
  console.log(options.json ? JSON.stringify(report, undefined, 2) : preflightText(report, colours));
  return exitCodeOf(report, options);
}

/** Warnings are a person's to judge, where there is one. */
async function exitCodeOf({ verdict, counts }: Report, { json, yes }: PreflightOptions): Promise<number> {
  if (verdict === "fail") return preflightExit.failed;
  if (verdict === "pass" || yes) return preflightExit.passed;
  if (json || !isInteractive()) return preflightExit.warnings;
  const answer = await ask(`${countsText(counts)}. Type yes to go on with them: `);
  return answer === "yes" ? preflightExit.passed : preflightExit.warnings;
}

/** What is wrong with the configuration or the stack's name is wrong usage. */
function asUsage(error: unknown): never {
  if (error instanceof ConfigError || (error instanceof CommandError && error.exitCode === exit.usage)) {
    throw new CommandError(error.message, preflightExit.usage);
  }
  throw error;
}
