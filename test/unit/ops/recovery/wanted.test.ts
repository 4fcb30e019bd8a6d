import fc from "fast-check";
import { exit } from "../../../../ops/exit";
import { wantedOf } from "../../../../ops/recovery/wanted";

/** What `./ballast restore` is asked for (BR6). Does not prove that there is a backup for it: choice.test.ts does. */
const now = new Date("2026-11-25T12:00:00Z");
const usage = (message: string) =>
  expect.objectContaining({ exitCode: exit.usage, message: expect.stringContaining(message) as string }) as Error;

test.each([
  [{ latest: true }, { kind: "latest" }],
  [{ label: "20261125-020000F" }, { kind: "backup", label: "20261125-020000F" }],
  [{ to: "2026-11-25T11:59:00Z" }, { kind: "time", at: Date.parse("2026-11-25T11:59:00Z") }],
  [{ to: "2026-11-25T12:59:00+01:00" }, { kind: "time", at: Date.parse("2026-11-25T11:59:00Z") }],
] as const)("%j", (flags, expected) => expect(wantedOf(flags, now)).toEqual(expected));

test.each([
  [{}, "got none, allowed is one of --latest, --label LABEL, --to TIME"],
  [{ latest: true, to: "2026-11-25T11:59:00Z" }, "got --latest and --to"],
  [{ to: "2026-11-25T11:59:00" }, "has no time zone, allowed is ISO 8601 with a zone"],
  [{ to: "yesterday" }, 'got "yesterday", allowed is ISO 8601 with a zone'],
  [{ to: "2026-02-30T11:59:00Z" }, "allowed is ISO 8601"],
  [{ to: "2026-11-25T12:00:01Z" }, "still to come"],
] as const)("%j is refused", (flags, message) => expect(() => wantedOf(flags, now)).toThrow(usage(message)));

test("a moment is the same in every zone", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: now.getTime() }), fc.integer({ min: -14 * 60, max: 14 * 60 }), (at, offset) => {
      const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
      const local = new Date(at + offset * 60_000)
        .toISOString()
        .replace("Z", `${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`);
      expect(wantedOf({ to: local }, now)).toEqual({ kind: "time", at });
    }),
  );
});
