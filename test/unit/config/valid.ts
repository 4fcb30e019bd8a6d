import fc from "fast-check";
import { secretLike } from "../../../components/platform/secret-like";

type Values = Record<string, unknown>;

/** Limits of memory from `least` Mi on, and requests that keep to the limits; each of them may be left out where its default fits. */
function resources(least: number): fc.Arbitrary<Values> {
  return fc
    .record({ memory: fc.integer({ min: Math.max(least, 512), max: 65_536 }), cpu: fc.integer({ min: 1000, max: 64_000 }) })
    .chain((limit) =>
      fc.record(
        {
          limits: fc.constant({ memory: `${limit.memory}Mi`, cpu: `${limit.cpu}m` }),
          requests: fc.record(
            {
              memory: fc.integer({ min: 6, max: limit.memory }).map((memory) => `${memory}Mi`),
              cpu: fc.integer({ min: 1, max: limit.cpu }).map((cpu) => `${cpu}m`),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ["limits"] },
      ),
    );
}

const storage = fc.oneof(
  fc.integer({ min: 1, max: 9_999_999 }).map((size) => `${size}Mi`),
  fc.integer({ min: 1, max: 9_999_999 }).map((size) => `${size}Gi`),
);
const secretVersion = fc.integer({ min: 1, max: 1000 });
const path = fc.stringMatching(/^\/[A-Za-z0-9._~/-]{0,20}$/);

const postgres = fc.record(
  { resources: resources(1024), storage, maxConnections: fc.integer({ min: 10, max: 128 }), secretVersion },
  { requiredKeys: ["resources"] },
);
const redis = fc.record(
  { resources: resources(256), storage, eviction: fc.constantFrom("noeviction", "allkeys-lru", "volatile-lru"), secretVersion },
  { requiredKeys: [] },
);
const gateway = fc.record({ resources: resources(128), port: fc.integer({ min: 1, max: 9999 }), address: fc.ipV4() }, { requiredKeys: [] });

/** Names and host ports carry the application's place in the list, so that no two are the same. */
function application(index: number): fc.Arbitrary<[string, Values]> {
  const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20})$/).map((start) => `${start}-app${index}`);
  const source = fc.oneof(
    fc.constant({ image: `registry.example:5000/team/app:1@sha256:${"0f".repeat(32)}` }),
    fc.constant({ build: `services/app${index}` }),
  );
  const exposed = fc.oneof(
    fc.record({
      replicas: fc.integer({ min: 1, max: 20 }),
      exposure: fc.constantFrom({ to: "gateway" }, { to: "gateway", path: `/app${index}/v-1` }, { to: "stack" }),
    }),
    fc.constant({ exposure: { to: "host", port: 10_000 + index } }),
    fc.constant({}),
  );
  const settings = fc.record(
    {
      port: fc.integer({ min: 1, max: 65_535 }),
      health: path,
      live: path,
      needs: fc.subarray(["postgres", "redis"]),
      resources: resources(512),
      env: fc
        .dictionary(fc.stringMatching(/^[a-z_][A-Za-z0-9_]{0,10}$/), fc.string(), { maxKeys: 3 })
        .filter((env) => Object.entries(env).every(([name, value]) => secretLike(name, value) === undefined)),
      egress: fc.boolean(),
      user: fc.integer({ min: 1, max: 65_534 }),
      secretVersion,
    },
    { requiredKeys: [] },
  );
  return fc.tuple(name, source, exposed, settings).map(([name, ...parts]) => [name, Object.assign({}, ...parts) as Values]);
}

/** Configurations that a person may write, every key in and out. */
export const validConfig: fc.Arbitrary<Values> = fc.record(
  {
    platform: fc.constant("docker"),
    protectData: fc.boolean(),
    postgres,
    redis,
    gateway,
    applications: fc
      .tuple(...[0, 1, 2].map(application))
      .chain((all) => fc.subarray(all).map((some) => Object.fromEntries(some) as Values)),
  },
  { requiredKeys: [] },
);
