/**
 * index.ts with both stores on a second generation, under mocks: what restores it, and who is told what (BR6, DR3, SE1).
 * Does NOT prove: that a restore fills a volume; test/docker/restore.test.ts and test/docker/redis-recovery.test.ts do that.
 */
import { stackOutputs, type StackOutputs } from "../../../outputs";
import { ofType, one, runProgram } from "./program";
import { canary, type Asked } from "./record";

let resources: Asked[];
let outputs: StackOutputs;

beforeAll(async () => {
  ({ resources, outputs } = await runProgram({
    postgres: { recovery: { generation: 2, restores: { "2": { label: "20261125-020000F" } } } },
    redis: { recovery: { generation: 2, restores: { "2": { snapshot: "20261125T020000Z" }, "3": { snapshot: "20261126T020000Z" } } } },
    applications: { counter: { image: "counter", needs: ["redis"] } },
  }));
}, 120_000);

const container = (name: string) => one(resources, "Container", name).inputs;
const mountsOf = (name: string) =>
  (container(name).mounts as { source: string; target: string; readOnly: boolean }[]).map(({ source, target, readOnly }) => [
    source,
    target,
    readOnly,
  ]);

test("every generation has its volume, protected, and the first keeps its own", () => {
  const volumes = ofType(resources, "Volume").filter(({ name }) => /-data/.test(name));
  expect(volumes.map(({ name, protect }) => [name, protect])).toEqual([
    ["postgres-data", true],
    ["postgres-data-2", true],
    ["redis-data", true],
    ["redis-data-2", true],
    ["redis-data-3", true],
  ]);
});

test("one job for each store, of the generation that runs: without a network, backups read-only, and no volume of another generation", () => {
  const jobs = ofType(resources, "Container").filter(({ name }) => /-restore-\d+$/.test(name));
  expect(jobs.map(({ name, inputs }) => [name, inputs.networkMode])).toEqual([
    ["postgres-restore-2", "none"],
    ["redis-restore-2", "none"],
  ]);
  expect(container("redis-restore-2").command).toEqual(["redis-restore", "2", "20261125T020000Z"]);
  expect(mountsOf("redis-restore-2")).toEqual([
    ["ballast-dev-redis-backups", "/backups", true],
    ["ballast-dev-redis-data-2", "/data", false],
  ]);
});

test("the server runs on the new volume, and is touched only when the restore has ended well (DR3)", () => {
  expect(mountsOf("redis")).toContainEqual(["ballast-dev-redis-data-2", "/data", false]);
  expect(one(resources, "Container", "redis").dependencies).toContain("ContainerGate::redis-restore-2-run");
  expect(one(resources, "ContainerGate", "redis-restore-2-run").inputs).toMatchObject({ until: "ended", timeout: 3600 });
});

test("the identity is told to what verifies and to the restore, and not in plain (SE1)", () => {
  const identity = canary("redis-backup-key");
  const holders = ofType(resources, "Container").filter(({ inputs }) => JSON.stringify(inputs).includes(identity));
  expect(holders.map(({ name, secretInputs }) => [name, secretInputs])).toEqual([
    ["postgres-backup-configuration-files", ["uploads"]],
    ["redis-backup-verification-files", ["uploads"]],
    ["redis-restore-2-files", ["uploads"]],
  ]);
});

test("jobs that make users run again: another generation has others", () => {
  expect(container("redis-users").envs).toEqual(["REDIS_GENERATION=2", "REDIS_HOST=redis"]);
  expect(container("postgres-databases").envs).toContain("POSTGRES_GENERATION=2");
  expect(container("redis").envs).toEqual(["REDIS_GENERATION=2"]);
});

test("the outputs tell which generation runs, and the volumes of all", () => {
  const { recovery, volumes } = stackOutputs.parse(outputs);
  expect(recovery["redis"]).toMatchObject({ volumes: ["redis-data-2"], generation: 2 });
  expect(recovery["postgres"]).toMatchObject({ volumes: ["postgres-data-2"], generation: 2 });
  expect(Object.keys(volumes)).toEqual(expect.arrayContaining(["redis-data", "redis-data-2", "redis-data-3"]));
});
