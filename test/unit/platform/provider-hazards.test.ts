/**
 * What the Docker provider is known to get wrong, one test each. Does NOT prove: that the provider shows no difference on the next preview;
 * test/docker proves that with an empty second preview.
 */
import * as docker from "@pulumi/docker";
import { containerArgs, type Placement } from "../../../components/platform/docker/container";
import { longRunning, notStarted } from "../../../components/platform/docker/create-container";
import { filesContainerArgs } from "../../../components/platform/docker/files-container";
import { healthCheck } from "../../../components/platform/docker/health-check";
import { silentlyIgnoredUpdates } from "../../../components/platform/docker/rules/updates";
import type { ContainerArgs } from "../../../components/platform/workload";
import { settled } from "../stack/record";

const args: ContainerArgs = {
  image: { reference: "shop:1" },
  resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "333m", memory: "300Mi" } },
  user: 10001,
  files: { a: "1" },
};
const placement: Placement = { name: "dev-shop", image: "shop:1", labels: {}, networks: [{ name: "dev-shop", alias: "shop" }] };
const container = containerArgs(args, placement);

test("destroyGraceSeconds unset is SIGKILL: it is set, as long as the polite stop", () => {
  expect(longRunning(120)).toEqual({ restart: "unless-stopped", stopTimeout: 120, destroyGraceSeconds: 120 });
});

test("memory without memorySwap is a difference on every preview: they are equal", () => {
  expect([container.memory, container.memorySwap]).toEqual([300, 300]);
});

test("networkMode unset may replace on every up: it is always written out", () => {
  expect(container.networkMode).toBe("bridge");
  expect(containerArgs(args, { ...placement, networks: [] }).networkMode).toBe("none");
  expect(filesContainerArgs(args, placement)?.networkMode).toBe("none");
});

test("updates that are silently ignored: these replace", () => {
  expect(silentlyIgnoredUpdates).toEqual(["cpuPeriod", "cpuQuota", "destroyGraceSeconds", "healthcheck", "init", "mounts", "tmpfs"]);
});

test("updates that are silently ignored: each is still an argument of the provider's container", () => {
  const known = docker.Container.prototype.constructor.toString();
  for (const argument of silentlyIgnoredUpdates) expect(known).toContain(`["${argument}"]`);
});

test("cpus is rounded when it is read back: period and quota are whole numbers instead", () => {
  expect(container).not.toHaveProperty("cpus");
  expect([container.cpuPeriod, container.cpuQuota]).toEqual([100_000, 33_300]);
});

test("another spelling of a health check's times is a difference on every preview: they are in Docker's own", () => {
  const probe = { check: { tcp: 80 }, initialDelay: 0, period: 90, timeout: 58, failures: 40 };
  expect(healthCheck({ startup: probe, readiness: probe })).toMatchObject({ interval: "1m30s", timeout: "1m0s", startPeriod: "1h0m0s" });
});

test("lists that come back in another order are a difference: they are sorted", async () => {
  const env = { B: "2", A: "1" };
  expect(await settled(containerArgs({ ...args, env }, placement).envs)).toEqual(["A=1", "B=2"]);
  const labels = [
    { label: "a", value: "1" },
    { label: "b", value: "2" },
  ];
  const labelled = { ...placement, labels: { b: "2", a: "1" } };
  expect(containerArgs(args, labelled).labels).toEqual(labels);
  expect(filesContainerArgs(args, labelled)?.labels).toEqual(labels);
});

test("removeVolumes defaults to true and counts for anonymous volumes: it is written out, and named volumes are no part of it", () => {
  expect(container.removeVolumes).toBe(true);
  expect(filesContainerArgs(args, placement)?.removeVolumes).toBe(true);
});

test("waitTimeout defaults to 60 s: the provider's wait is not used, a gate waits instead", () => {
  for (const made of [container, longRunning(30), notStarted]) {
    expect(made).not.toHaveProperty("wait");
    expect(made).not.toHaveProperty("waitTimeout");
  }
});

test("mustRun would start a job over and over on refresh: a job is neither started nor kept running by the provider", () => {
  expect(notStarted).toEqual({ start: false, mustRun: false, restart: "no" });
});
