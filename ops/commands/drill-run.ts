import { existsSync, mkdirSync } from "node:fs";
import type { Command } from "commander";
import { rebuild } from "../drill/rebuild";
import { keep } from "../drill/record";
import { rebuildText } from "../drill/record-view";
import { scratchStack } from "../drill/scratch-stack";
import { archiveToRecover } from "../dr/source";
import { verificationsOf } from "../backup/verifications";
import { readyToolchain } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { currentSheet } from "../keys/current";
import type { Place } from "../keys/drill-container";
import { placeOf } from "../keys/place";
import { checkedStack, stackOption } from "../options";
import { bareName, projectName } from "../stack-file";
import { Stack, type Recoverable } from "../stack";

interface RunOptions {
  stack: string;
  as?: string;
  repository?: string;
  snapshots?: string;
  output?: string;
  json?: true;
}

export function drillRunCommand(drill: Command, done: Done): void {
  drill
    .command("run")
    .description("rebuild the whole stack from its backups under another name, see that it works, destroy it, and keep how long that took")
    .addOption(stackOption())
    .option("--as <name>", "what it is called meanwhile; without it, as the stack with -drill", checkedStack)
    .option("-r, --repository <place>", "a Docker volume, or a folder (with a / in it); without it, on Docker, the stack's own")
    .option("--snapshots <place>", "the same for snapshots of Redis")
    .option("-o, --output <folder>", "a new folder for evidence; without it, drill-TIME in this one")
    .option("-j, --json", "the record as JSON; the rest goes to standard error")
    .action(async (options: RunOptions) => done(await run(options)));
}

async function run({ stack: name, json, ...options }: RunOptions): Promise<number> {
  const toolchain = await readyToolchain();
  const outputs = await new Stack(name, toolchain).recoverable();
  const verification = verificationsOf(outputs).find(({ of }) => of === "backups");
  if (!verification)
    throw new CommandError(`stack ${name}: got no verification of backups, beside whose evidence the record is kept`, exit.missing);
  const sheet = await currentSheet(name);
  const { repository, snapshots, live } = await placesOf(outputs, options);
  const scratch = await scratchStack(new Stack(options.as ?? `${bareName(name)}-drill`, toolchain));
  const output = options.output ?? `drill-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`;
  if (existsSync(output)) throw new CommandError(`--output: got ${output}, which is there already\nFix: name another`, exit.usage);
  mkdirSync(output);

  const write = (line: string): void => console.error(line);
  const source = { ...archiveToRecover(sheet, projectName()), repository };
  const stack = scratch.name;
  const prefix = `${projectName()}-${bareName(stack)}`;
  const record = await rebuild({ stack, prefix, source, ...(snapshots && { snapshots }), live, output, write });
  try {
    await keep(verification, record);
  } finally {
    write(`destroying stack ${stack}`);
    await scratch.remove(outputs.platform === "docker" ? prefix : undefined);
  }
  console.log(json ? JSON.stringify(record, null, 2) : rebuildText(record, name, output));
  return record.outcome === "pass" ? exit.done : exit.failed;
}

interface Places {
  repository: Place;
  snapshots: Place | undefined;
  live: boolean;
}

/** @throws CommandError where the stack's own cannot be read from here */
async function placesOf(
  { platform, volumes }: Recoverable,
  { repository, snapshots }: Pick<RunOptions, "repository" | "snapshots">,
): Promise<Places> {
  if (repository !== undefined) {
    return {
      repository: await placeOf("--repository", repository),
      snapshots: snapshots === undefined ? undefined : await placeOf("--snapshots", snapshots),
      live: false,
    };
  }
  const [own, ofRedis] = [volumes["postgres-repository"], volumes["redis-backups"]];
  if (platform === "docker" && own && snapshots === undefined) {
    return { repository: { volume: own.name }, snapshots: ofRedis && { volume: ofRedis.name }, live: true };
  }
  throw new CommandError(
    `--repository: got nothing, must be there ${snapshots === undefined ? "for a stack without a repository in a Docker volume" : "beside --snapshots"}\n` +
      "Fix: name copies of the volumes postgres-repository and redis-backups: Docker volumes of this machine, or folders",
    exit.usage,
  );
}
