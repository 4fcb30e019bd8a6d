import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { UnitHealth } from "../../ops/health";
import type { ContainerUsage } from "../../ops/runtime/runtime";
import { apply, context, kubectl } from "../support/kubectl";
import { expected, namespaceObject, workloads } from "./programs/ops-objects";

/** K82, K85: what `status`, `logs`, `top` and `down --data` learn from a real cluster, about real pods in every state. */
const namespace = "ballast-ops-test";
const image = "localhost:5001/ballast-test/base:1";
const program = ["--import", "tsx", join(__dirname, "programs/ops-ask.ts"), context, namespace];

async function ask<T>(method: string, ...units: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [...program, method, ...units]);
  return JSON.parse(stdout) as T;
}

/** Every state is reached, or the last look tells which is not. */
async function settled(deadline: number): Promise<Map<string, UnitHealth>> {
  for (;;) {
    const found = new Map((await ask<UnitHealth[]>("health", ...Object.keys(expected))).map((one) => [one.unit, one]));
    const differs = ([unit, [health, reason]]: (typeof entries)[number]): boolean =>
      found.get(unit)?.health !== health || !(reason?.test(found.get(unit)?.reason ?? "") ?? true);
    if (!entries.some(differs) || Date.now() > deadline) return found;
    await sleep(2000);
  }
}
const entries = Object.entries(expected);

beforeAll(async () => {
  execFileSync("docker", ["tag", "debian:trixie-slim", image]);
  execFileSync("docker", ["push", "--quiet", image]);
  await apply([namespaceObject(namespace)]);
  await apply(workloads(image), "--namespace", namespace);
  found = await settled(Date.now() + 150_000);
}, 200_000);
afterAll(() => kubectl("delete", "namespace", namespace, "--ignore-not-found"), 120_000);

let found: Map<string, UnitHealth>;

test.each(entries)("%s is told apart", (unit, [health, reason]) => {
  expect(found.get(unit)).toMatchObject({ unit, health });
  if (reason) expect(found.get(unit)?.reason).toMatch(reason);
});

test("a probe's words, and the last lines of what crashed", async () => {
  expect(found.get("Deployment/not-ready")?.check).toBe("Readiness probe failed: recovery 63%");
  expect(await ask("lastLines", "Deployment/crash", "CronJob/failing-job")).toEqual([["going down"], ["no backup"]]);
}, 30_000);

test("logs of every container of every pod", async () => {
  const logs = await ask<Record<string, string[]>>("logs", "Deployment/healthy", "StatefulSet/database");
  const pod = /^healthy-\w+-\w+/;
  expect(
    Object.entries(logs)
      .map(([name, lines]) => [name.replace(pod, "healthy"), ...lines])
      .sort(),
  ).toEqual([
    ["database-0", "serving"],
    ["healthy", "serving"],
    ["healthy", "serving"],
    ["healthy/exporter", "exporting"],
    ["healthy/exporter", "exporting"],
  ]);
}, 30_000);

test("following a log goes on when its pod is replaced", async () => {
  const child = spawn(process.execPath, [...program, "follow", "StatefulSet/database"], { stdio: ["ignore", "pipe", "inherit"] });
  let lines = "";
  child.stdout.on("data", (chunk: Buffer) => (lines += chunk.toString()));
  const untilLines = async (count: number): Promise<void> => {
    for (const deadline = Date.now() + 30_000; lines.split("\n").length <= count && Date.now() < deadline;) await sleep(200);
  };
  await untilLines(1);
  await kubectl("--namespace", namespace, "delete", "pod", "database-0");
  await untilLines(2);
  child.kill();
  await once(child, "close");
  expect(lines).toBe("database-0 | serving\n".repeat(2));
}, 90_000);

test("usage of every container, once the cluster has measured it", async () => {
  let usage: ContainerUsage[] = [];
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(5000)) {
    usage = await ask("usage", "Deployment/healthy");
    if (usage.every(({ cpu, memory }) => cpu.used !== undefined && memory.used !== undefined)) break;
  }
  expect(usage.map(({ container }) => container)).toEqual(["healthy", "exporter", "healthy", "exporter"]);
  for (const { cpu, memory } of usage) {
    expect(cpu).toEqual({ used: expect.any(Number) as number, request: 10, limit: 100 });
    expect(memory).toEqual({ used: expect.any(Number) as number, request: 16, limit: 32 });
  }
}, 120_000);

test("removing what held the data removes the namespace", async () => {
  await ask("removeVolumes", "no-such-claim");
  expect(await kubectl("get", "namespace", namespace, "--ignore-not-found")).toBe("");
}, 150_000);
