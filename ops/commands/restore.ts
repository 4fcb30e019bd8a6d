import { Option, type Command } from "commander";
import type { DeployedBackups } from "../backup/deployed";
import { confirm, isInteractive, type Question } from "../confirm";
import type { Done } from "../exit";
import { checkedLabel, stackOption } from "../options";
import { agreementQuestions, checkAgreement, type Agreement } from "../recovery/agreement";
import { change, type Ending } from "../recovery/change";
import { endingText, exitCodeOf } from "../recovery/ended";
import { holding } from "../recovery/holding";
import { requireDeployable, requireInSync } from "../recovery/in-sync";
import { requestOf, type RestorePlan } from "../recovery/plan";
import { planRestore } from "../recovery/plan-restore";
import { restoreText } from "../recovery/plan-view";
import { makeSafetyPoint, type SafetyPoint } from "../recovery/safety-point";
import { situationOf, type Situation } from "../recovery/situation";
import { StackFile } from "../recovery/stack-file";
import { withRestore } from "../recovery/stack-text";
import { wantedOf, type TargetFlags, type Wanted } from "../recovery/wanted";

interface RestoreOptions extends TargetFlags, Agreement {
  stack: string;
  serverLost?: true;
  dryRun?: true;
  json?: true;
}

export function restoreCommand(program: Command, done: Done): void {
  program
    .command("restore")
    .description("Postgres on data of a backup, in a volume of their own; the data before stay, and a failure goes back to them")
    .addOption(stackOption())
    .option("--latest", "to all that the archive has")
    .addOption(new Option("--label <label>", "to the state of this backup").argParser(checkedLabel))
    .option("--to <time>", "to a moment: ISO 8601 with a zone, as in 2026-11-25T11:59:00Z")
    .option("--server-lost", "the server does not run any more: what it has not archived is given up")
    .option("--dry-run", "say what would be done and lost, and change nothing")
    .option("-y, --yes", "do not ask, with --confirm-stack; alone it is no answer")
    .option("--confirm-stack <stack>", "the answer to the question: the stack's name")
    .option("-j, --json", "the plan and how it ended as JSON; the rest goes to standard error")
    .action(async (options: RestoreOptions) => done(await restore(options)));
}

async function restore(options: RestoreOptions): Promise<number> {
  const wanted = wantedOf(options, new Date());
  checkAgreement(options.stack, options);
  const questions = options.dryRun ? [] : agreementQuestions(options.stack, options, "./ballast restore …", isInteractive());
  const work = async (): Promise<number> => planned(wanted, options, questions, await situationOf(options.stack));
  return options.dryRun ? work() : holding(new StackFile(options.stack).lock, "restore or rollback", work);
}

async function planned(wanted: Wanted, options: RestoreOptions, questions: Question[], situation: Situation): Promise<number> {
  console.error("asking the server and the repositories");
  const { plan, backups } = await planRestore(wanted, situation, options.serverLost ?? false);
  const { stack, file, text } = situation;
  console.error("previewing the stack as it is, and as it will be");
  await requireInSync(stack, plan.generation.next);
  const changed = (note: string) => withRestore(text, file.key, requestOf(plan), note);
  await requireDeployable(stack, file, changed("not made yet"));

  show(options, restoreText(plan, new Date()));
  if (options.dryRun) {
    if (options.json) console.log(JSON.stringify({ stack: plan.stack, plan }, null, 2));
    return 0;
  }
  await confirm(questions);
  file.requireUnchanged(text);

  const began = Date.now();
  const safetyPoint = plan.serverLost ? null : await safetyPointOf(plan, situation, backups);
  const note = safetyPoint
    ? `safety point ${safetyPoint.lsn} of generation ${plan.generation.now} at ${safetyPoint.at}`
    : `no safety point: the server of generation ${plan.generation.now} did not answer`;
  console.error(`${note}\nrestoring into the volume of generation ${plan.generation.next}`);
  const ending = await change(situation, { text: changed(note), generation: plan.generation, makes: true });
  return told(options, plan, { safetyPoint, ending, seconds: (Date.now() - began) / 1000 });
}

function safetyPointOf({ backup, generation }: RestorePlan, { server }: Situation, backups: DeployedBackups): Promise<SafetyPoint> {
  console.error("\nsafety point: waiting until all that is written is in the archive");
  return makeSafetyPoint(server, backups, backup.repository, generation.next);
}

function told(
  options: RestoreOptions,
  plan: RestorePlan,
  { safetyPoint, ending, seconds }: { safetyPoint: SafetyPoint | null; ending: Ending; seconds: number },
): number {
  const { next, now } = plan.generation;
  const done = `Postgres of stack ${plan.stack} runs on generation ${next}, restored from ${plan.backup.label} in ${seconds.toFixed(1)} s; a preview is empty
Make a backup of it: ./ballast backup now full --stack ${plan.stack}`;
  const text = endingText(ending, done, now);
  if (ending.outcome === "done") show(options, `\n${text}`);
  else console.error(`\n${text}`);
  if (options.json) console.log(JSON.stringify({ stack: plan.stack, plan, safetyPoint, ...ending, seconds }, null, 2));
  return exitCodeOf(ending);
}

/** What is for people: with --json not on standard output. */
const show = ({ json }: RestoreOptions, text: string): void => (json ? console.error(text) : console.log(text));
