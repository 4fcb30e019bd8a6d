import fc from "fast-check";
import { parseConfig } from "../../../config";
import { ConfigError } from "../../../config-problems";

jest.setTimeout(60_000);

const keys = ["platform", "protectData", "preflight", "postgres", "redis", "gateway", "applications"];

/** A wrong value may stand in any place, so this builds objects out of the words that the schema knows, and of others. */
const words = [
  ...keys,
  ...["resources", "requests", "limits", "cpu", "memory", "storage", "maxConnections", "eviction", "secretVersion", "port", "address"],
  ...["build", "image", "health", "live", "needs", "replicas", "env", "exposure", "to", "path", "egress", "user", "shop", "__proto__"],
];
const values = ["docker", "500m", "1Gi", "2Gi", "/a", "gateway", "host", "stack", "redis", "noeviction", "127.0.0.1", 0, 1, 80, true, null];
const shaped = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom(...values),
    fc.dictionary(fc.constantFrom(...words), tie("value"), { maxKeys: 5 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

function takenOrRefused(config: Record<string, unknown>): void {
  try {
    const parsed = parseConfig(config);
    expect(Object.keys(parsed).sort()).toEqual([...keys].sort());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const problem of error.problems)
      expect(problem).toMatch(/^ballast:.*: (got .*, allowed (is|are) |there is no such key; |.*; choose another$)/s);
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

test("any key that the schema does not know is refused by its name", () => {
  const unknown = fc.string({ minLength: 1 }).filter((key) => !keys.includes(key) && key !== "__proto__");
  fc.assert(
    fc.property(unknown, fc.jsonValue(), (key, value) => {
      expect(() => parseConfig({ [key]: value })).toThrow(
        new ConfigError([`ballast:${key}: there is no such key; remove it or correct its name`]),
      );
    }),
  );
});

test("what is taken once is taken again, unchanged", () => {
  const postgres = fc.integer({ min: 256, max: 65_536 }).chain((memory) =>
    fc.record(
      {
        resources: fc.constant({ limits: { memory: `${memory}Mi` } }),
        maxConnections: fc.integer({ min: 10, max: Math.min(1000, Math.floor(memory / 4)) }),
        secretVersion: fc.integer({ min: 1 }),
      },
      { requiredKeys: ["resources", "maxConnections"] },
    ),
  );
  const valid = fc.record(
    {
      protectData: fc.boolean(),
      postgres,
      redis: fc.record({ storage: fc.integer({ min: 1, max: 10_000 }).map((gibibytes) => `${gibibytes}Gi`) }, { requiredKeys: [] }),
      gateway: fc.record({ port: fc.integer({ min: 1, max: 65_535 }), address: fc.ipV4() }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(valid, (config) => {
      const parsed = parseConfig(config);
      expect(parseConfig(parsed)).toEqual(parsed);
    }),
  );
});
