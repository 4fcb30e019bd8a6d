import fc from "fast-check";
import { parse, stringify } from "yaml";
import type { RestoreRequest } from "../../../../services/drill/src/restore/request";
import { generationsIn, withGeneration, withRestore } from "../../../../ops/recovery/stack-text";

/** Edits of a stack's file: what is declared changes, and nothing else (DR3). */
const key = "ballast:postgres";
const request: RestoreRequest = { generation: 2, repository: 1, label: "20261125-020000F", target: { time: "2026-11-25T11:59:00Z" } };
const second: RestoreRequest = { generation: 3, repository: 2, label: "20261125-020000F_20261125-030000D", target: "latest" };

const written = `# what prod is
encryptionsalt: v1:abc=
config:
  ballast:postgres:
    storage: 4Gi   # as much again

    # how often
    backup:
        schedules: {full: "0 2 * * 0"}   # UTC


  ballast:applications:
    notes: { build: services/notes, needs: [ postgres ] }
`;

test("a first restore adds its lines, and every other stays to the letter", () => {
  const text = withRestore(written, key, request, "safety point 0/5000148");
  expect(text).toBe(
    written.replace(
      `  # UTC\n`,
      `  # UTC
    recovery:
      generation: 2
      restores:
        "2": { label: 20261125-020000F, target: { time: "2026-11-25T11:59:00Z" } } # safety point 0/5000148\n`,
    ),
  );
  expect(generationsIn(text, key)).toEqual({ generation: 2, restores: { "2": { label: request.label, target: request.target } } });
});

test("a second one adds one line, and changes one number", () => {
  const once = withRestore(written, key, request, "one").replace("generation: 2\n", "generation: 2 # of three\n");
  const twice = withRestore(once, key, second, "two");
  expect(twice).toBe(
    once
      .replace("generation: 2 #", "generation: 3 #")
      .replace("# one\n", `# one\n        "3": { repository: 2, label: ${second.label}, target: latest } # two\n`),
  );
});

test("another generation changes one number", () => {
  const text = withRestore(written, key, request, "one");
  expect(withGeneration(text, key, 1)).toBe(text.replace("generation: 2\n", "generation: 1\n"));
});

test.each([
  ["no settings of Postgres", "config:\n  ballast:platform: docker\n"],
  ["empty settings of Postgres", "config:\n  ballast:postgres:\n  ballast:platform: docker\n"],
  ["no config", "encryptionsalt: v1:abc=\n"],
  ["nothing", ""],
  ["an empty list of restores", "config:\n  ballast:postgres:\n    recovery:\n      restores: {}\n      generation: 1\n"],
  ["no list of restores", "config:\n  ballast:postgres:\n    recovery:\n      generation: 1\n    storage: 1Gi\n"],
  ["no line feed at the end", "config:\n  ballast:postgres:\n    storage: 1Gi"],
  ["a comment at the end", "config:\n  ballast:postgres:\n    storage: 1Gi\n    # as said\n"],
  ["a text of several lines at the end", "config:\n  ballast:postgres:\n    note: |+\n      one\n\n      two\n\n"],
  ["JSON", '{"config": {"ballast:postgres": {"storage": "1Gi", "backup": {"retentionDays": 7}}}}'],
])("a file with %s", (_, text) => {
  const before = (parse(text) ?? {}) as { config?: Record<string, object> };
  // As Pulumi reads it: a time without quotes would be a date.
  const after = parse(withRestore(text, key, request, "note"), { version: "1.1" }) as { config: Record<string, object> };
  const recovery = { generation: 2, restores: { "2": { label: request.label, target: request.target } } };
  expect(after).toEqual({ ...before, config: { ...before.config, [key]: { ...before.config?.[key], recovery } } });
});

test("whatever the settings are, the rest of the file means the same, and going back leads to what was declared", () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.dictionary(name, fc.string(), { noNullPrototype: true }),
    fc.array(fc.string()),
  );
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), fc.integer({ min: 0, max: 8 }), (settings, indentation) => {
      const text = stringify({ config: { [key]: settings, other: "x" } }, indentation > 1 ? { indent: indentation } : {});
      const restored = withRestore(withRestore(text, key, request, "one"), key, second, "two");
      const { recovery, ...rest } = (parse(restored) as { config: Record<string, Record<string, unknown>> }).config[key]!;
      expect(rest).toEqual(settings);
      expect(recovery).toMatchObject({ generation: 3 });
      expect(generationsIn(withGeneration(restored, key, 1), key)).toEqual({ ...generationsIn(restored, key), generation: 1 });
    }),
  );
});

test("what is no YAML is refused", () => expect(() => withRestore("config: {", key, request, "x")).toThrow());
