import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { exportLines, quoted } from "../../../ops/shell";

test("a shell reads back exactly what was quoted", () => {
  const text = fc.string({ unit: fc.constantFrom("'", '"', "$", "`", "\\", "\n", " ", "a", "é", "!", "*") });
  fc.assert(
    fc.property(text, (value) => execFileSync("sh", ["-c", `printf %s ${quoted(value)}`], { encoding: "utf8" }) === value),
    { numRuns: 50 },
  );
});

test("only what differs is exported", () => {
  expect(exportLines({ SAME: "1", CHANGED: "it's", NEW: "", GONE: undefined }, { SAME: "1", CHANGED: "old" })).toEqual([
    "export CHANGED='it'\\''s'",
    "export NEW=''",
  ]);
});
