import * as pulumi from "@pulumi/pulumi";
import { containerArgs, type Placement } from "../../../components/platform/docker/container";
import type { ContainerArgs, Resources, Volume } from "../../../components/platform/workload";
import { settled } from "../stack/record";

process.env.PULUMI_ERROR_OUTPUT_STRING = "1";

const resources: Resources = { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } };
const least: ContainerArgs = { image: { reference: "shop:1" }, resources, user: 10001 };
const alone: Placement = { name: "dev-shop", image: "shop:1", labels: {}, networks: [] };
const volume = (name: string): Volume => ({ name: pulumi.output(name) });

const rendered = (args: Partial<ContainerArgs> = {}, placement: Partial<Placement> = {}) =>
  settled(containerArgs({ ...least, ...args }, { ...alone, ...placement }));

test("default configuration", async () => {
  expect(await rendered()).toEqual({
    name: "dev-shop",
    image: "shop:1",
    envs: [],
    user: "10001:10001",
    groupAdds: ["0"],
    init: true,
    readOnly: true,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges"],
    memory: 256,
    memorySwap: 256,
    memoryReservation: 64,
    cpuPeriod: 100_000,
    cpuQuota: 50_000,
    cpuShares: 102,
    tmpfs: { "/tmp": "rw,nosuid,nodev,noexec,mode=1777,size=64m" },
    shmSize: 64,
    mounts: [],
    removeVolumes: true,
    ports: [],
    networkMode: "none",
    networksAdvanced: [],
    logDriver: "json-file",
    logOpts: { "max-size": "10m", "max-file": "3" },
    labels: [],
  });
});

test("custom configuration", async () => {
  const args: Partial<ContainerArgs> = {
    command: ["serve", "--all"],
    env: { ZONE: "b", ADDRESS: pulumi.output("a") },
    mounts: [
      { volume: volume("logs"), path: "/var/log", readOnly: true },
      { volume: volume("data"), path: "/data" },
    ],
    scratch: ["/run", "/tmp"],
    resources: { requests: { cpu: "1m", memory: "1Gi" }, limits: { cpu: "2500m", memory: "2Gi" } },
    user: 999,
  };
  const placement: Partial<Placement> = {
    image: pulumi.output("sha256:01"),
    labels: { "ballast.stack": "dev", "ballast.service": "shop" },
    networks: [{ name: pulumi.output("dev-shop"), alias: "shop" }, { name: "dev-redis" }],
    ports: { metrics: { port: 9000 }, http: { port: 8080, exposure: { from: "host", port: 80 } } },
    filesFrom: pulumi.output("files-id"),
  };
  expect(await rendered(args, placement)).toEqual({
    ...(await rendered()),
    image: "sha256:01",
    command: ["serve", "--all"],
    envs: ["ADDRESS=a", "ZONE=b"],
    user: "999:999",
    memory: 2048,
    memorySwap: 2048,
    memoryReservation: 1024,
    cpuQuota: 250_000,
    cpuShares: 2,
    tmpfs: {
      "/run": "rw,nosuid,nodev,noexec,mode=1777,size=64m",
      "/tmp": "rw,nosuid,nodev,noexec,mode=1777,size=64m",
    },
    mounts: [
      { type: "volume", source: "data", target: "/data", readOnly: false },
      { type: "volume", source: "logs", target: "/var/log", readOnly: true },
    ],
    volumes: [{ fromContainer: "files-id", readOnly: true }],
    ports: [{ internal: 8080, external: 80, ip: "127.0.0.1", protocol: "tcp" }],
    networkMode: "bridge",
    networksAdvanced: [
      { name: "dev-shop", aliases: ["shop"] },
      { name: "dev-redis", aliases: [] },
    ],
    labels: [
      { label: "ballast.service", value: "shop" },
      { label: "ballast.stack", value: "dev" },
    ],
  });
});

test("sorts variables, ports, mounts and labels, whatever order they come in", async () => {
  const exposed = (port: number) => ({ port, exposure: { from: "host" as const, port: port + 1 } });
  const paths = ["/c", "/a", "/b"];
  const { envs, ports, mounts, labels } = await rendered(
    { env: { C: "3", A: "1", B: "2", a: "4" }, mounts: paths.map((path) => ({ volume: volume("v"), path })) },
    { ports: { x: exposed(9000), y: exposed(80), z: exposed(443) }, labels: { c: "", a: "", b: "" } },
  );
  expect(envs).toEqual(["A=1", "B=2", "C=3", "a=4"]);
  expect((ports as { internal: number }[]).map(({ internal }) => internal)).toEqual([80, 443, 9000]);
  expect((mounts as { target: string }[]).map(({ target }) => target)).toEqual(["/a", "/b", "/c"]);
  expect((labels as { label: string }[]).map(({ label }) => label)).toEqual(["a", "b", "c"]);
});

test("publishes only what is exposed to the host, on the address that was asked for", async () => {
  const { ports } = await rendered(
    {},
    {
      ports: {
        open: { port: 1, exposure: { from: "host", port: 2, address: "0.0.0.0" } },
        local: { port: 3, exposure: { from: "host", port: 4 } },
        inside: { port: 5, exposure: { from: "stack" } },
        silent: { port: 6 },
      },
    },
  );
  expect(ports).toEqual([
    { internal: 1, external: 2, ip: "0.0.0.0", protocol: "tcp" },
    { internal: 3, external: 4, ip: "127.0.0.1", protocol: "tcp" },
  ]);
});

test("puts secrets and files into no argument at all", async () => {
  const args = { secrets: { password: "canary-secret" }, files: { conf: "canary-file" }, env: { A: "1" } };
  expect(await rendered(args)).toEqual(await rendered({ env: { A: "1" } }));
});

test("/dev/shm is half of the memory where it is asked for, never below Docker's 64 MiB, and no tmpfs", async () => {
  const shared = async (memory: `${number}Mi`) => {
    const { tmpfs, shmSize } = await rendered({ scratch: ["/dev/shm"], resources: { ...resources, limits: { cpu: "1m", memory } } });
    expect(tmpfs).toEqual({});
    return shmSize;
  };
  expect(await shared("1024Mi")).toBe(512);
  expect(await shared("129Mi")).toBe(64);
  expect(await shared("64Mi")).toBe(64);
});

test("scratch does not follow the memory limit, so a new limit is an update in place", async () => {
  const larger = await rendered({ resources: { ...resources, limits: { cpu: "500m", memory: "8Gi" } } });
  const { memory, memorySwap, ...rest } = await rendered();
  expect([memory, memorySwap]).toEqual([256, 256]);
  expect(larger).toEqual({ ...rest, memory: 8192, memorySwap: 8192 });
});

test("fails for resources that are no units", () => {
  const wrong = { ...resources, limits: { cpu: "500m", memory: "1.5Gi" } } as Resources;
  expect(() => containerArgs({ ...least, resources: wrong }, alone)).toThrow('size: got "1.5Gi"');
});
