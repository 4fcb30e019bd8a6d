/**
 * The Docker platform with what the stack does not use yet: sidecars, schedules, egress, a default volume. Under mocks.
 * Does NOT prove: that supercronic runs the line, or that Docker fills the volume; test/docker proves those.
 */
import type { JobArgs, Resources } from "../../../components/platform/workload";
import { longRunning, ofType, one } from "../stack/program";
import { idOf, record, type Asked } from "../stack/record";

const resources: Resources = { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "32Mi" } };
const common: Omit<JobArgs, "needs"> = { image: { reference: "shop:1" }, resources, user: 10001 };
const readiness = { check: { tcp: 80 }, initialDelay: 0, period: 30, timeout: 3, failures: 5 };

let resourcesAsked: Asked[];
let inventory: unknown;

beforeAll(async () => {
  const { resources: asked, result } = await record({}, async () => {
    const { DockerPlatform } = await import("../../../components/platform/docker/platform");
    const platform = new DockerPlatform("test");
    const volume = platform.volume("data", { size: "1Gi" }, {});
    const silent = platform.workload("silent", { ...common, probes: { readiness } }, {});
    const store = platform.workload(
      "store",
      {
        ...common,
        mounts: [{ volume, path: "/data" }],
        ports: { http: { port: 80 } },
        probes: { readiness },
        needs: [silent],
        egress: true,
        replicas: 3,
        stopTimeout: 90,
        sidecars: { metrics: { ...common, ports: { http: { port: 9000 } } } },
      },
      {},
    );
    platform.job("migrate", { ...common, command: ["migrate"], needs: [store] }, {});
    platform.scheduledJob("nightly", { ...common, command: ["backup"], schedule: "0 2 * * *", needs: [store], files: { list: "1" } }, {});
    platform.scheduledJob("hourly", { ...common, command: ["prune"], schedule: "0 * * * *" }, {});
    return platform.inventory();
  });
  resourcesAsked = asked;
  inventory = result;
}, 60_000);

const container = (name: string) => one(resourcesAsked, "Container", name);
const networksOf = (name: string) =>
  (container(name).inputs.networksAdvanced as { name: string; aliases: string[] }[]).map((network) => [network.name, ...network.aliases]);

test("a volume is protected unless told otherwise", () => {
  expect(ofType(resourcesAsked, "Volume").map(({ name, protect }) => [name, protect])).toEqual([
    ["data", true],
    ["scheduler", false],
  ]);
});

test("replicas start one after the other, then the sidecar, all with the workload's stop time", () => {
  expect(container("store-2").dependencies).toContain("ContainerGate::store-ready");
  expect(container("store-3").dependencies).toContain("ContainerGate::store-2-ready");
  expect(container("store-3").dependencies).not.toContain("ContainerGate::store-ready");
  expect(container("store-metrics").dependencies).toContain("ContainerGate::store-3-ready");
  for (const unit of ["store", "store-2", "store-3", "store-metrics"]) {
    expect(container(unit).inputs).toMatchObject({ stopTimeout: 90, destroyGraceSeconds: 90, restart: "unless-stopped" });
  }
});

test("a gate waits three times the readiness budget where there is no startup", () => {
  expect(one(resourcesAsked, "ContainerGate", "store-ready").inputs).toMatchObject({ name: "test-store", until: "healthy", timeout: 450 });
});

test("a sidecar answers to its own name; every replica answers to the workload's", () => {
  expect(networksOf("store-3")).toEqual([["test-store", "store"], ["test-edge"]]);
  expect(networksOf("store-metrics")).toEqual([["test-store", "store-metrics"], ["test-edge"]]);
});

test("a workload without ports has no network, so a need for it opens none, only an order", () => {
  expect(container("silent").inputs).toMatchObject({ networkMode: "none", networksAdvanced: [] });
  expect(ofType(resourcesAsked, "Network").map(({ name }) => name)).toEqual(["edge", "store"]);
  expect(container("store").dependencies).toContain("ContainerGate::silent-ready");
});

test("a job joins the networks of its needs, and nobody can reach it", () => {
  expect(networksOf("migrate")).toEqual([["test-store"]]);
  expect(container("migrate").inputs).toMatchObject({ start: false, restart: "no", command: ["migrate"] });
  expect(one(resourcesAsked, "ContainerGate", "migrate-run").inputs).toMatchObject({ name: "test-migrate", until: "ended", timeout: 300 });
});

test("a scheduled job runs supercronic in its own image, with its one line beside its files", () => {
  const { inputs } = container("nightly");
  expect(inputs).toMatchObject({
    image: "shop:1",
    entrypoints: ["/opt/supercronic/supercronic"],
    command: ["-passthrough-logs", "/run/config/crontab"],
    restart: "unless-stopped",
    destroyGraceSeconds: 30,
    healthcheck: {
      tests: ["CMD", "/opt/supercronic/supercronic", "-test", "/run/config/crontab"],
      interval: "5s",
      timeout: "5s",
      startPeriod: "5s",
    },
  });
  expect(inputs.mounts).toEqual([
    { type: "volume", source: expect.stringMatching(/^test-scheduler-/) as string, target: "/opt/supercronic", readOnly: true },
  ]);
  expect((container("nightly-files").inputs.uploads as object[])[0]).toEqual({
    file: "/run/config/crontab",
    content: "0 2 * * * 'backup'\n",
    permissions: "0440",
  });
  expect(networksOf("nightly")).toEqual([["test-store"]]);
  expect(container("hourly").inputs.networkMode).toBe("none");
});

test("all schedules share one copy of supercronic, filled before the first of them is made", () => {
  expect(resourcesAsked.filter(({ name }) => name === "scheduler").map(idOf)).toEqual([
    "Container::scheduler",
    "DockerScheduler::scheduler",
    "Volume::scheduler",
  ]);
  for (const job of ["nightly", "hourly"]) expect(container(job).dependencies).toContain("Container::scheduler");
});

test("every container that runs has a health check or is a sidecar", () => {
  const without = longRunning(resourcesAsked).filter(({ inputs }) => inputs.healthcheck === undefined);
  expect(without.map(({ name }) => name)).toEqual(["store-metrics"]);
});

test("every container, also one that only holds files, says whose it is", () => {
  const services: Record<string, string> = {
    "store-2": "store",
    "store-3": "store",
    "store-metrics": "store",
    "nightly-files": "nightly",
    "hourly-files": "hourly",
  };
  const made = ofType(resourcesAsked, "Container");
  expect(made.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(services)));
  for (const { name, inputs } of made) {
    expect([name, inputs.labels]).toEqual([
      name,
      [
        { label: "ballast.service", value: services[name] ?? name },
        { label: "ballast.stack", value: "test" },
      ],
    ]);
  }
});

test("the inventory names what runs, in the order it starts", () => {
  expect(inventory).toEqual({
    services: {
      silent: { units: ["test-silent"], needs: [] },
      store: { units: ["test-store", "test-store-2", "test-store-3", "test-store-metrics"], needs: ["silent"] },
      nightly: { units: ["test-nightly"], needs: ["store"] },
      hourly: { units: ["test-hourly"], needs: [] },
    },
    volumes: { data: { name: "test-data", protected: true } },
  });
});
