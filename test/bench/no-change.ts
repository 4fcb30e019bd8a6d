import type { TestStack } from "../support/test-stack";
import type { Benchmark } from "./benchmark";
import { alternate, seconds } from "./measure";
import { plainStack } from "./plain-stack";
import { privateFolder } from "./stacks";

const target = 1.2;

/** What the components, the configuration check and the image hashes cost when there is nothing to do. */
export const noChange: Benchmark = {
  name: "no-change",
  about: "preview and up of an unchanged stack",
  async run(context, undo) {
    const ours = await context.deployed();
    context.progress("copy its state for a plain program with the same resources");
    const plain = await plainStack(ours, privateFolder(undo), undo);
    const measure = async (what: string, command: (stack: TestStack) => Promise<string>) => ({
      what,
      against: "a Pulumi program that makes the same leaf resources in a loop",
      ratio: "ours/plain" as const,
      target,
      notes: [],
      ...(await alternate(context, {
        what,
        ours: () => seconds(() => command(ours)),
        plain: () => seconds(() => command(plain)),
        runs: context.runs(5),
      })),
    });
    return [
      await measure("pulumi preview, no change", (stack) => stack.must("preview", "--expect-no-changes")),
      await measure("pulumi up, no change", (stack) => stack.must("up", "--yes", "--skip-preview", "--expect-no-changes")),
    ];
  },
};
