import { Option, type Command } from "commander";
import { confirm, isInteractive, type Question } from "../confirm";
import { exit, type Done } from "../exit";
import { stackOption, wholeNumber } from "../options";
import { agreementQuestions, checkAgreement, type Agreement } from "../recovery/agreement";
import { change } from "../recovery/change";
import { endingText, exitCodeOf } from "../recovery/ended";
import { holding } from "../recovery/holding";
import { requireDeployable, requireInSync } from "../recovery/in-sync";
import { generationToReturnTo, type RollbackPlan } from "../recovery/plan";
import { rollbackText } from "../recovery/plan-view";
import type { RunningServer, Since } from "../recovery/server";
import { situationOf, type Situation } from "../recovery/situation";
import { StackFile } from "../recovery/stack-file";
import { withGeneration } from "../recovery/stack-text";

interface RollbackOptions extends Agreement {
  stack: string;
  to?: number;
  dryRun?: true;
  json?: true;
}

export function rollbackCommand(program: Command, done: Done): void {
  program
    .command("rollback")
    .description("Postgres on the data from before a restore; what was written since stays in its volume")
    .addOption(stackOption())
    .addOption(new Option("--to <generation>", "its number; without it, the one before").argParser(wholeNumber))
    .option("--dry-run", "say what would be done and left, and change nothing")
    .option("-y, --yes", "do not ask, with --confirm-stack; alone it is no answer")
    .option("--confirm-stack <stack>", "the answer to the question: the stack's name")
    .option("-j, --json", "the plan and how it ended as JSON; the rest goes to standard error")
    .action(async (options: RollbackOptions) => done(await rollback(options)));
}

async function rollback(options: RollbackOptions): Promise<number> {
  checkAgreement(options.stack, options);
  const questions = options.dryRun ? [] : agreementQuestions(options.stack, options, "./ballast rollback …", isInteractive());
  const work = async (): Promise<number> => planned(options, questions, await situationOf(options.stack));
  return options.dryRun ? work() : holding(new StackFile(options.stack).lock, "restore or rollback", work);
}

async function planned(options: RollbackOptions, questions: Question[], situation: Situation): Promise<number> {
  const { stack, file, text, declared, deployed, server } = situation;
  const next = generationToReturnTo(declared, options.to);
  const changed = withGeneration(text, file.key, next);
  console.error("previewing the stack as it is, and as it will be");
  // A change that was not finished is what is gone back from.
  if (declared.generation === deployed) await requireInSync(stack);
  await requireDeployable(stack, file, changed);
  const plan: RollbackPlan = { stack: stack.name, generation: { now: declared.generation, next }, left: await leftOn(server) };
  show(options, rollbackText(plan, new Date()));
  if (options.dryRun) {
    if (options.json) console.log(JSON.stringify({ stack: plan.stack, plan }, null, 2));
    return exit.done;
  }
  await confirm(questions);
  file.requireUnchanged(text);

  const ending = await change(situation, { text: changed, generation: plan.generation, makes: false });
  const said = endingText(ending, `Postgres of stack ${stack.name} runs on generation ${next}; a preview is empty`, plan.generation.now);
  if (ending.outcome === "done") show(options, `\n${said}`);
  else console.error(`\n${said}`);
  if (options.json) console.log(JSON.stringify({ stack: plan.stack, plan, ...ending }, null, 2));
  return exitCodeOf(ending);
}

/** A server that cannot be asked is a reason to go back, and none not to. */
async function leftOn(server: RunningServer): Promise<Since | null> {
  try {
    const began = await server.timelineBegan();
    return began === null ? null : await server.since(began);
  } catch {
    return null;
  }
}

const show = ({ json }: RollbackOptions, text: string): void => (json ? console.error(text) : console.log(text));
