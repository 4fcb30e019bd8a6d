import fc from "fast-check";
import type { UnitHealth } from "../../../ops/health";
import type { ServiceEntry } from "../../../components/platform/platform";
import { diagnose } from "../../../ops/diagnosis";
import { healths, type Health } from "../../../ops/health";

/** One unit for each service, of the same name. */
function diagnoseAll(services: Record<string, [Health, ...string[]]>) {
  const units = new Map<string, UnitHealth>(
    Object.entries(services).map(([unit, [health]]) => [unit, { unit, health, ...(health === "healthy" ? {} : { reason: "it broke" }) }]),
  );
  const entries = Object.entries(services).map(([name, [, ...needs]]): [string, ServiceEntry] => [name, { units: [name], needs }]);
  const found = diagnose(Object.fromEntries(entries), units);
  return Object.fromEntries(found.map(({ service, cause }) => [service, cause?.service]));
}

test("the cause is the deepest need that is not healthy", () => {
  expect(
    diagnoseAll({ disk: ["healthy"], postgres: ["unhealthy", "disk"], api: ["unhealthy", "postgres"], web: ["starting", "api"] }),
  ).toEqual({ disk: undefined, postgres: "postgres", api: "postgres", web: "postgres" });
});

test("needs are followed through a service that looks healthy", () => {
  expect(diagnoseAll({ kafka: ["missing"], ingester: ["healthy", "kafka"], api: ["unhealthy", "ingester"] })["api"]).toBe("kafka");
});

test("of two needs, the first counts", () => {
  expect(diagnoseAll({ redis: ["starting"], postgres: ["missing"], api: ["unhealthy", "redis", "postgres"] })["api"]).toBe("redis");
});

test("without a need that is not healthy, the cause is its own", () => {
  expect(diagnoseAll({ redis: ["healthy"], api: ["unhealthy", "redis"] })["api"]).toBe("api");
});

test("a cycle ends", () => {
  expect(diagnoseAll({ a: ["unhealthy", "b"], b: ["unhealthy", "c"], c: ["healthy", "a"] })).toEqual({ a: "b", b: "a", c: undefined });
  expect(diagnoseAll({ a: ["unhealthy", "a"] })).toEqual({ a: "a" });
});

test("the health of a service is its worst unit's, and the cause is that unit", () => {
  const units = new Map<string, UnitHealth>([
    ["db-1", { unit: "db-1", health: "healthy" }],
    ["db-2", { unit: "db-2", health: "starting", reason: "not started yet" }],
    ["db-3", { unit: "db-3", health: "unhealthy", reason: "paused" }],
  ]);
  const [db] = diagnose({ db: { units: ["db-1", "db-2", "db-3"], needs: [] } }, units);
  expect(db).toMatchObject({ health: "unhealthy", cause: { service: "db", unit: "db-3", reason: "paused" } });
});

test("a service without units is missing", () => {
  expect(diagnose({ ghost: { units: [], needs: [] } }, new Map())).toMatchObject([{ health: "missing", cause: { service: "ghost" } }]);
});

test("in any graph: a cause exactly for what is not healthy, itself not healthy, and reachable", () => {
  const names = ["a", "b", "c", "d", "e"] as const;
  const service = fc.tuple(fc.constantFrom(...healths), fc.subarray([...names]));
  fc.assert(
    fc.property(fc.tuple(service, service, service, service, service), (drawn) => {
      const graph = Object.fromEntries(names.map((name, index) => [name, drawn[index] ?? (["healthy", []] as const)]));
      const causes = diagnoseAll(Object.fromEntries(Object.entries(graph).map(([name, [health, needs]]) => [name, [health, ...needs]])));
      const reachable = (from: string, seen = new Set<string>()): Set<string> => {
        if (!seen.has(from)) graph[from]?.[1].forEach((need) => reachable(need, seen.add(from)));
        return seen.add(from);
      };
      for (const name of names) {
        const cause = causes[name];
        expect(cause === undefined).toBe(graph[name]?.[0] === "healthy");
        if (cause !== undefined) {
          expect(graph[cause]?.[0]).not.toBe("healthy");
          expect(reachable(name)).toContain(cause);
        }
      }
    }),
  );
});
