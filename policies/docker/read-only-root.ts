import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const readOnlyRoot = containerPolicy({
  name: "read-only-root",
  description: "A container cannot write into its image.",
  about: runs,
  check({ name, props: { readOnly } }, report) {
    if (readOnly === true) return;
    report({
      what: `container ${name} can write into its root, where a change is lost and an intruder can stay`,
      got: `readOnly ${shown(readOnly)}`,
      allowed: "true",
      fix: "write readOnly: true, and name what it has to write as scratch or as a volume",
    });
  },
});
