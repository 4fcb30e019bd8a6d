import { join } from "node:path";
import type { Benchmark } from "./benchmark";
import { alternate, seconds } from "./measure";
import { root } from "./stacks";

/** What checking costs the person who waits for a preview. */
export const checkedPreview: Benchmark = {
  name: "checked-preview",
  about: "preview of an unchanged stack with the policies",
  async run(context) {
    const stack = await context.deployed();
    const what = "pulumi preview, with the policies";
    const preview = (...flags: string[]) => seconds(() => stack.must("preview", "--expect-no-changes", ...flags));
    return [
      {
        what,
        against: "the same preview without them",
        ratio: "ours/plain" as const,
        target: 1.3,
        notes: [],
        ...(await alternate(context, {
          what,
          ours: () => preview("--policy-pack", join(root, "policies")),
          plain: () => preview(),
          runs: context.runs(5),
        })),
      },
    ];
  },
};
