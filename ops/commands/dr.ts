import { mkdirSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { confirm, isInteractive } from "../confirm";
import { planOf, type Known } from "../dr/plan";
import { recordText, type RecoveryRecord } from "../dr/record";
import { recover } from "../dr/recover";
import { situationOf, type Situation } from "../dr/situation";
import { Progress } from "../dr/steps";
import { archiveToRecover, labelsOf, type Source } from "../dr/source";
import { presentEngine } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { presentDrillImage } from "../keys/drill-image";
import { parse } from "../keys/parse";
import { readSheet } from "../keys/read";
import { placeOf } from "../keys/place";
import { fingerprint, type Sheet } from "../keys/sheet";
import { checkedStack } from "../options";
import { bareName, projectName } from "../stack-file";
import { Stack } from "../stack";

interface DrOptions {
  repository: string;
  snapshots?: string;
  stack?: string;
  backup?: string;
  output?: string;
  dryRun?: true;
  force?: true;
  json?: true;
}

export function drCommand(program: Command, done: Done): void {
  const dr = program.command("dr").description("disaster recovery: a stack anew from its backups and its recovery sheet");
  dr.command("run")
    .description("rebuild a stack where it was, on Docker or in a cluster, in seven steps; a run that was interrupted goes on")
    .argument("<sheet>", "the recovery sheet, or - for standard input")
    .requiredOption("-r, --repository <place>", "the name of a Docker volume, or a folder (with a / in it)")
    .option("--snapshots <place>", "as --repository, with snapshots of Redis; without it, Redis begins empty")
    .option("-s, --stack <name>", "what it is called; without it, as on the sheet", checkedStack)
    .option("-b, --backup <label>", "only this backup; without it, the newest that passes a verification")
    .option("-o, --output <folder>", "a new folder for evidence and record; without it, recovery-TIME in this one")
    .option("--dry-run", "say what it would do, and change nothing")
    .option("--force", "do not ask")
    .option("-j, --json", "the record as JSON; the rest goes to standard error")
    .action(async (file: string, options: DrOptions) => done(await run(file, options)));
}

async function run(file: string, { stack: wanted, backup, dryRun, force, json, ...options }: DrOptions): Promise<number> {
  const startedAt = new Date();
  const { sheet, problems } = parse(readSheet(file));
  if (!sheet) throw new CommandError(problems.join("\n"), exit.couldNotAsk);
  const archive = archiveToRecover(sheet, projectName());
  const stack = wanted ?? sheet.stack;
  const prefix = `${sheet.project}-${bareName(stack)}`;
  if (!force && !dryRun && !isInteractive()) {
    throw new CommandError("not confirmed, and no terminal to ask at: nothing was changed\nFix: add --force", exit.notConfirmed);
  }
  const repository = await placeOf("--repository", options.repository);
  const snapshots = options.snapshots === undefined ? undefined : await placeOf("--snapshots", options.snapshots);
  const source = { ...archive, repository };
  const situation = await situationOfPresent(stack);
  const plan = planOf({
    sheet,
    stack,
    prefix,
    repository,
    snapshots,
    backups: await backupsOf(source),
    asked: backup,
    situation,
  } satisfies Known);
  if (dryRun) {
    console.log(json ? JSON.stringify({ stack, plan }, null, 2) : [...plan, "", "Dry run: nothing was changed"].join("\n"));
    return exit.done;
  }
  console.error(plan.join("\n"));
  if (!force) await confirm([{ text: `\nThis makes stack ${stack}. Type its name to go on`, answer: stack }]);

  const output = options.output ?? `recovery-${startedAt.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  if (existsSync(output)) throw new CommandError(`--output: got ${output}, which is there already\nFix: name another`, exit.usage);
  mkdirSync(output);
  const write = (line: string): void => console.error(line);
  const asked = { ...(backup !== undefined && { backup }), ...(snapshots && { snapshots }) };
  const recovered = await recover({
    stack,
    prefix,
    source,
    ...asked,
    output,
    situation,
    force: force === true,
    progress: new Progress(write),
    write,
  });
  const record = recordOf(sheet, stack, recovered, startedAt);
  const path = join(output, "recovery.json");
  writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  console.log(json ? JSON.stringify(record, null, 2) : recordText(record, path));
  return exit.done;
}

function recordOf(sheet: Sheet, stack: string, recovered: Awaited<ReturnType<typeof recover>>, started: Date): RecoveryRecord {
  const { project, exported } = sheet;
  const finished = new Date();
  const { lastTransactionAt } = recovered;
  return {
    version: 1,
    kind: "disaster-recovery",
    stack,
    sheet: { project, stack: sheet.stack, exported, fingerprint: fingerprint(sheet) },
    ...recovered,
    startedAt: started.toISOString(),
    finishedAt: finished.toISOString(),
    rtoSeconds: (finished.getTime() - started.getTime()) / 1000,
    rpoSeconds: lastTransactionAt === null ? null : (started.getTime() - Date.parse(lastTransactionAt)) / 1000,
  };
}

/** On an empty machine Pulumi is not here yet, and so no stack is. */
async function situationOfPresent(stack: string): Promise<Situation | undefined> {
  const engine = await presentEngine().catch(() => undefined);
  return (
    engine &&
    situationOf(new Stack(stack, engine)).catch((error: unknown) => {
      if (error instanceof CommandError && error.exitCode === exit.couldNotAsk) return undefined;
      throw error;
    })
  );
}

/** What takes no building. */
async function backupsOf(source: Omit<Source, "image">): Promise<string[] | undefined> {
  const image = await presentDrillImage();
  return image === undefined ? undefined : labelsOf({ ...source, image });
}
