/** Nothing but a complete configuration, or a list of mistakes, ever comes out of the parser. */
import fc from "fast-check";
import { parseConfig } from "../../../config";
import { mistakes } from "./refused";
import { validConfig } from "./valid";

jest.setTimeout(120_000);

const keys = Object.keys(parseConfig({}));

/** A wrong value may stand in any place, so this builds objects out of the words that the schema knows, and of others. */
const words = [
  ...keys,
  ...[
    "resources",
    "requests",
    "limits",
    "cpu",
    "memory",
    "storage",
    "maxConnections",
    "backup",
    "schedules",
    "full",
    "retentionDays",
    "retentionFullBackups",
    "retentionCount",
    "dump",
    "schedule",
    "eviction",
    "secretVersion",
    "port",
    "address",
  ],
  ...["build", "image", "health", "live", "needs", "replicas", "env", "exposure", "to", "path", "egress", "user", "shop", "__proto__"],
  ...["enabled", "ssh", "host", "hostKey"],
];
const values = ["docker", "500m", "1Gi", "2Gi", "/a", "gateway", "host", "stack", "redis", "noeviction", "127.0.0.1", 0, 1, 80, true, null];
/** Long texts must never be printed, wherever they stand. */
const canary = "s3cret";
const long = fc.integer({ min: 11, max: 2000 }).map((length) => canary.repeat(length));
const shaped = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom(...values),
    long,
    fc.dictionary(fc.constantFrom(...words), tie("value"), { maxKeys: 5 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

function takenOrRefused(config: Record<string, unknown>): void {
  const before = JSON.stringify(config);
  const problems = mistakes(config);
  expect(mistakes(config)).toEqual(problems);
  expect(JSON.stringify(config)).toBe(before);
  if (problems.length === 0) {
    const parsed = parseConfig(config);
    expect(Object.keys(parsed).sort()).toEqual([...keys].sort());
    expect(parseConfig(parsed)).toEqual(parsed);
  }
  for (const problem of problems) {
    expect(problem).toMatch(
      /^ballast:.*: (got .*, allowed (is|are) |there is no such key; |the stack sets it itself; remove it$|.*; choose another$)/,
    );
    expect(problem).not.toMatch(/[\n\r]/);
    expect(problem.length).toBeLessThan(1000);
  }
}

test.each(keys)("any JSON value under %s is taken, or refused with mistakes that name keys", (key) => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => takenOrRefused({ [key]: value })),
    { numRuns: 150 },
  );
});

test("any object made of known words is taken, or refused with mistakes that name keys", () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...words), shaped, { maxKeys: 6 }), takenOrRefused), { numRuns: 1000 });
});

test("whatever is wrong deep inside a valid configuration is found there", () => {
  const wrong = fc.constantFrom(-1, 1.5, [], {}, "no such thing at all", null);
  const places = ["postgres.storage", "postgres.resources", "redis.eviction", "gateway.port", "gateway.address", "protectData"];
  fc.assert(
    fc.property(validConfig, fc.constantFrom(...places), wrong, (config, place, value) => {
      fc.pre(!(place === "postgres.resources" && JSON.stringify(value) === "{}"));
      const [outer = "", inner] = place.split(".");
      const changed = inner
        ? { ...config, [outer]: { ...(config[outer] as object | undefined), [inner]: value } }
        : { ...config, [outer]: value };
      expect(mistakes(changed)).toEqual([expect.stringContaining(`ballast:${place}: got `)]);
    }),
  );
});

test("SE1: no long text is ever printed, neither as a value nor as a name, nor out of an object or a list", () => {
  const hidden = fc.oneof(
    long,
    fc.array(long, { minLength: 1, maxLength: 3 }),
    long.map((value) => [{ value }]),
    long.map((value) => ({ [value]: value })),
  );
  const places = words.filter((word) => word !== "__proto__");
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 4 }), hidden, (path, value) => {
      const config = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
      expect(mistakes(config).join("\n")).not.toContain(canary);
    }),
    { numRuns: 1000 },
  );
});

test("any key that the schema does not know is refused by its name, in one line", () => {
  const unknown = fc.string({ minLength: 1, unit: "binary" }).filter((key) => !keys.includes(key) && key !== "__proto__");
  fc.assert(
    fc.property(unknown, fc.jsonValue(), (key, value) => {
      const problems = mistakes({ [key]: value });
      expect(problems).toEqual([expect.stringContaining(`ballast:${JSON.stringify(key).slice(1, -1)}: there is no such key; `)]);
      expect(problems[0]).not.toMatch(/[\n\r]/);
    }),
  );
});

test("every valid configuration is taken, keeps what was given, and is taken again unchanged", () => {
  fc.assert(
    fc.property(validConfig, (config) => {
      expect(mistakes(config)).toEqual([]);
      const parsed = parseConfig(config);
      expect(parsed).toMatchObject(config);
      expect(parseConfig(parsed)).toEqual(parsed);
    }),
    { numRuns: 500 },
  );
});
