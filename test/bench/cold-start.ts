import type { Benchmark, Context, NotMeasured } from "./benchmark";
import { Compose, findCompose, type ComposeCommand } from "./compose";
import { alternate, median, seconds, type Run } from "./measure";
import { devStack, exported, privateFolder } from "./stacks";
import { firstNetwork, startTimes } from "./start-times";
import type { Undo } from "./undo";

const target = 1.2;
const what = "cold start to all healthy";
const end = "everything healthy";
const first = "first network made";
/** The longest way through the stack. */
const milestones = [first, "postgres", "postgres-databases", "notes", "notes-2", "gateway", end];

/** From nothing but images to every service healthy. */
export const coldStart: Benchmark = {
  name: "cold-start",
  about: "from nothing to all healthy, against docker compose up --wait",
  async run(context, undo) {
    const folder = privateFolder(undo);
    const compose = await composeOrReason(context, folder, undo);
    if ("reason" in compose) return [compose];

    const stack = await devStack(undo);
    context.progress("deploy the dev stack once: builds the images, and is what the Compose file is made from");
    await stack.must("up", "--yes", "--skip-preview");
    context.goOn();
    const project = new Compose(compose.command, await exported(stack, folder), undo);
    await stack.must("destroy", "--yes", "--skip-preview");

    const ours = new Timed(`ballast.stack=${stack.prefix}`, (name) => name.slice(stack.prefix.length + 1), {
      up: () => stack.must("up", "--yes", "--skip-preview"),
      down: () => stack.must("destroy", "--yes", "--skip-preview"),
    });
    const plain = new Timed(project.label, (name) => name.slice(project.project.length + 1).replace(/-\d+$/, ""), {
      up: () => project.up(),
      down: () => project.down(),
    });
    const pairs = await alternate(context, { what, ours: ours.run, plain: plain.run, runs: context.runs(3) });
    const notes = [
      "seconds until (a container: until it started):",
      ...milestones.map((unit) => `  ${unit}: ours ${ours.at(unit)}, plain ${plain.at(unit)}`),
    ];
    return [{ what, against: "docker compose up --wait of the same containers", ratio: "ours/plain", target, notes, ...pairs }];
  },
};

async function composeOrReason(context: Context, folder: string, undo: Undo): Promise<{ command: ComposeCommand } | NotMeasured> {
  try {
    context.progress("look for Docker Compose");
    return { command: await findCompose(folder, undo) };
  } catch (error) {
    return { what, target, reason: `Docker Compose could not be had: ${(error as Error).message}` };
  }
}

/** One of the two ways up, and when each of its containers started. */
class Timed {
  private readonly starts: Record<string, number>[] = [];

  constructor(
    private readonly label: string,
    private readonly unitOf: (container: string) => string,
    private readonly ways: { up: () => Promise<unknown>; down: () => Promise<unknown> },
  ) {}

  readonly run: Run = async () => {
    const begin = Date.now();
    const taken = await seconds(this.ways.up);
    const containers = await startTimes(this.label, begin, this.unitOf);
    this.starts.push({ [first]: await firstNetwork(this.label, begin), ...containers, [end]: taken });
    await this.ways.down();
    return taken;
  };

  /** The median over the runs that count; the first was the warm-up. */
  at(unit: string): string {
    const times = this.starts.slice(1).flatMap((starts) => starts[unit] ?? []);
    return times.length > 0 ? median(times).toFixed(1) : "never";
  }
}
