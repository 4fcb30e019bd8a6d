import { join } from "node:path";
import { docker } from "../support/docker";
import { run, TestStack } from "../support/test-stack";
import type { Benchmark } from "./benchmark";
import { imageName, images } from "./image-names";
import { alternate, seconds } from "./measure";
import { forget } from "./stacks";
import type { Undo } from "./undo";

const what = "image builds, from scratch";
const program = join(__dirname, "images");

/** All images at once against one after the other; nothing comes from the build cache. */
export const imageBuilds: Benchmark = {
  name: "image-builds",
  about: "image builds in parallel, against one by one",
  async run(context, undo) {
    const builds = await Builds.make(undo);
    const pairs = await alternate(context, {
      what,
      ours: () => builds.time(),
      plain: () => builds.time("--parallel", "1"),
      runs: context.runs(2),
      ratio: "plain/ours",
      // There is nothing to warm: no run uses what another has built.
      warmUp: false,
    });
    const notes = [
      "seconds until each image was built, last run:",
      ...builds.finished.slice(-2).map((line, side) => `  ${side === 0 ? "ours" : "plain"}: ${line}`),
    ];
    const against = `the same ${Object.keys(images).length} builds with --parallel 1`;
    return [{ what, against, ratio: "plain/ours", target: 1.5, notes, ...pairs }];
  },
};

class Builds {
  /** For each run, when each image was built. */
  readonly finished: string[] = [];
  private count = 0;

  private constructor(private readonly stack: TestStack) {}

  static async make(undo: Undo): Promise<Builds> {
    const stack = new TestStack(program, "images");
    const builds = new Builds(stack);
    undo.later(`stack ${stack.name} and its images`, async () => {
      await builds.removeImages();
      forget(stack, program);
    });
    await stack.create({ run: builds.tag });
    return builds;
  }

  /** Builds every image in an empty stack, and empties it again. */
  async time(...flags: string[]): Promise<number> {
    this.count += 1;
    this.stack.configure({ run: this.tag });
    const begin = Date.now();
    const taken = await seconds(() => this.stack.must("up", "--yes", "--skip-preview", ...flags));
    this.finished.push(await this.finishTimes(begin));
    await this.stack.must("destroy", "--yes", "--skip-preview");
    await this.removeImages();
    return taken;
  }

  private async finishTimes(begin: number): Promise<string> {
    const times: [number, string][] = [];
    for (const name of Object.keys(images)) {
      const created = await docker("image", "inspect", "--format", "{{.Created}}", imageName(name, this.tag));
      times.push([(Date.parse(created) - begin) / 1000, name]);
    }
    return times
      .sort(([a], [b]) => a - b)
      .map(([time, name]) => `${name} ${time.toFixed(1)}`)
      .join(", ");
  }

  private get tag(): string {
    return `${this.stack.name}-${this.count}`;
  }

  private async removeImages(): Promise<void> {
    // Forced, so that one that was never built is no error.
    await run("docker", ["image", "rm", "--force", ...Object.keys(images).map((name) => imageName(name, this.tag))]);
  }
}
