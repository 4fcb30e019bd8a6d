import type { ContainerUsage, Runtime } from "../../../ops/runtime/runtime";
import { percent, readUsage, sum, type ServiceUsage } from "../../../ops/usage-report";
import { usageJson, usageText } from "../../../ops/usage-view";
import type { DeployedOutputs } from "../../../ops/stack";

const container = (unit: string, pod: string, name: string, cpu: number | undefined, memory: number): ContainerUsage => ({
  unit,
  pod,
  container: name,
  cpu: { ...(cpu === undefined ? {} : { used: cpu }), request: 100, limit: 500 },
  memory: { used: memory, request: 128, limit: 512 },
});

const all = [
  container("Deployment/notes", "notes-a", "notes", 10, 100),
  container("Deployment/notes", "notes-b", "notes", undefined, 480),
  container("StatefulSet/postgres", "postgres-0", "postgres", 50, 200),
  container("StatefulSet/postgres", "postgres-0", "pgbackrest", 5, 20),
];
const services = {
  notes: { units: ["Deployment/notes"], needs: [] },
  postgres: { units: ["StatefulSet/postgres"], needs: [] },
  job: { units: ["CronJob/job"], needs: [] },
};

async function report(only?: string): Promise<ServiceUsage[]> {
  const usage = (units: string[]) => Promise.resolve(all.filter(({ unit }) => units.includes(unit)));
  return readUsage({ usage } as Runtime, { services } as unknown as DeployedOutputs, only);
}

test("K85: per service, pod and container, each once", async () => {
  expect(usageText(await report(), false)).toBe(
    `SERVICE   POD         CONTAINER   CPU m  REQUEST  LIMIT  %   MEMORY Mi  REQUEST  LIMIT  %
notes                             -      200      1000   -   580        256      1024   57
          notes-a                 10     100      500    2   100        128      512    20
          notes-b                 -      100      500    -   480        128      512    94
postgres  postgres-0              55     200      1000   6   220        256      1024   21
                      postgres    50     100      500    10  200        128      512    39
                      pgbackrest  5      100      500    1   20         128      512    4
job                               -      -        -      -   -          -        -      -`,
  );
});

test("a container near its limit stands out", async () => {
  expect(usageText(await report("notes"), true)).toContain("\x1b[31m94\x1b[39m");
});

test("JSON has the numbers and their share, on one line where it is watched", async () => {
  const found = JSON.parse(usageJson("dev", await report("postgres"))) as { services: ServiceUsage[] };
  expect(found).toMatchObject({
    stack: "dev",
    services: [{ service: "postgres", memory: { used: 220, request: 256, limit: 1024, percent: 21 } }],
  });
  expect(found.services[0]?.pods[0]?.containers[1]).toMatchObject({ container: "pgbackrest", cpu: { used: 5, percent: 1 } });
  expect(usageJson("dev", await report(), true)).not.toContain("\n");
});

test("a sum with an unknown part is unknown", () => {
  expect(sum([{ used: 1, limit: 2 }, { used: 3 }])).toEqual({ used: 4 });
  expect(sum([])).toEqual({});
  expect([percent({ used: 1 }), percent({ limit: 2 }), percent({ used: 1, limit: 3 })]).toEqual([undefined, undefined, 33]);
});
