import { join } from "node:path";
import type { Benchmark } from "./benchmark";
import { alternate, seconds } from "./measure";
import { root } from "./stacks";

/** What checking costs the person who waits for a preview. */
export const checkedPreview: Benchmark = {
  name: "checked-preview",
  about: "preview of an unchanged stack with preflight and policies",
  async run(context) {
    const stack = await context.deployed();
    const what = "pulumi preview, with preflight and policies";
    const unchecked = async () => {
      const { code, output } = await stack.previewWith(join(__dirname, "without-preflight.cjs"));
      if (code !== 0 || !output.includes("NoPreflight")) throw new Error(`the preview without checks failed:\n${output}`);
    };
    return [
      {
        what,
        against: "the same preview without both",
        ratio: "ours/plain" as const,
        target: 1.3,
        notes: [],
        ...(await alternate(context, {
          what,
          ours: () => seconds(() => stack.must("preview", "--expect-no-changes", "--policy-pack", join(root, "policies"))),
          plain: () => seconds(unchecked),
          runs: context.runs(5),
        })),
      },
    ];
  },
};
