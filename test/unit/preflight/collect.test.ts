/**
 * PF1: what the collector makes of what it is told, with recorded answers of Docker and without any engine.
 * Does NOT prove: that a real engine answers like this; test/docker/preflight.test.ts does.
 */
import { createServer } from "node:net";
import { hostname, release, totalmem } from "node:os";
import { join } from "node:path";
import { dockerFacts } from "../../../components/preflight/collect/docker/collect";
import type { Docker } from "../../../components/preflight/collect/docker/docker";
import { engineFacts } from "../../../components/preflight/collect/docker/engine";
import { folderFacts, stateFolder } from "../../../components/preflight/collect/folders";
import { published } from "../../../components/preflight/collect/docker/inventory";
import { socketsIn } from "../../../components/preflight/collect/docker/listeners";
import { portFacts } from "../../../components/preflight/collect/docker/ports";
import { registryOf } from "../../../components/preflight/collect/docker/registries";
import type { Senses } from "../../../components/preflight/collect/senses";
import { machine } from "./machine";

/** Recorded from Docker 20.10 asked by a 28.2 command line; what is not read is left out. */
const info = {
  ServerVersion: "20.10.24+dfsg1",
  OSType: "linux",
  Name: hostname(),
  KernelVersion: release(),
  NCPU: 2,
  MemTotal: totalmem(),
  DockerRootDir: "/var/lib/docker",
  SecurityOptions: ["name=seccomp,profile=default"],
  Plugins: { Volume: ["local"], Network: ["bridge", "host", "ipvlan", "macvlan", "null", "overlay"] },
  IPv4Forwarding: true,
  HttpProxy: "",
  HttpsProxy: "",
  RegistryConfig: { Mirrors: [] },
  ClientInfo: { Plugins: [] },
};

const nobody = (): never => {
  throw new Error("nobody is asked this on Docker");
};
const elsewhere = { cluster: nobody, digestOf: nobody, s3: nobody };

const answers =
  (stdout: unknown, stderr = "", code: number | undefined = 0): Docker =>
  () =>
    Promise.resolve({ ...(code !== undefined && { code }), stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout), stderr });

describe("the engine", () => {
  test("that answers", async () => {
    expect(await engineFacts(answers(info))).toMatchObject({
      state: "answers",
      version: "20.10.24+dfsg1",
      cpus: 2,
      rootDir: "/var/lib/docker",
      elsewhere: false,
      lowestPort: 1,
      indirect: false,
    });
  });

  test.each([
    [
      "is down",
      answers({ ServerVersion: "" }, "Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running?\n", 1),
      "unreachable",
      "Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running?",
    ],
    [
      "reports the error in its answer",
      answers({ ServerErrors: ["permission denied while trying to connect to the Docker daemon socket"] }, "", 1),
      "denied",
      "permission denied while trying to connect to the Docker daemon socket",
    ],
    [
      "denies access",
      answers("", "Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n", 1),
      "denied",
      "Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    ],
    ["has no command", () => Promise.resolve({ stdout: "", stderr: "spawn docker ENOENT" }), "no-client", "spawn docker ENOENT"],
    ["ends well and says nothing", answers("", "", 0), "unreachable", "it said nothing"],
  ] as [string, Docker, string, string][])("that %s", async (_name, docker, state, reason) => {
    expect(await engineFacts(docker)).toEqual({ state, reason });
  });

  test.each([
    ["another name", { Name: "docker-desktop" }],
    ["another kernel", { KernelVersion: "6.6.0-linuxkit" }],
    ["another memory", { MemTotal: 8_000_000_000 }],
  ])("with %s is elsewhere", async (_name, change) => {
    expect(await engineFacts(answers({ ...info, ...change }))).toMatchObject({ elsewhere: true });
  });

  test("without root may not bind what the kernel reserves", async () => {
    const found = await engineFacts(
      answers({ ...info, SecurityOptions: ["name=seccomp,profile=builtin", "name=rootless", "name=cgroupns"] }),
    );
    expect(found).toMatchObject({ state: "answers", lowestPort: expect.any(Number) as number });
  });

  test("with a proxy or a mirror pulls indirectly", async () => {
    for (const change of [{ HttpsProxy: "http://proxy:3128" }, { RegistryConfig: { Mirrors: ["https://mirror/"] } }]) {
      expect(await engineFacts(answers({ ...info, ...change }))).toMatchObject({ indirect: true });
    }
  });

  test("with pools of its own, and a Compose plugin", async () => {
    const found = await engineFacts(
      answers({
        ...info,
        DefaultAddressPools: [{ Base: "10.200.0.0/16", Size: 24 }],
        ClientInfo: {
          Plugins: [
            { Name: "buildx", Version: "v0.13" },
            { Name: "compose", Version: "v2.26.1" },
          ],
        },
      }),
    );
    expect(found).toMatchObject({ addressPools: [{ base: "10.200.0.0/16", size: 24 }], compose: { version: "v2.26.1" } });
  });

  test("that does not know its memory is unknown, and not one without memory", async () => {
    await expect(engineFacts(answers({ ...info, MemTotal: 0 }))).rejects.toThrow(
      "docker info: got MemTotal 0, expected is a number above 0",
    );
  });
});

describe("an air-gapped collection", () => {
  const reference = `registry.example/shop@sha256:${"a".repeat(64)}`;
  const docker: Docker = (command, ...rest) =>
    command === "info" ? answers(info)() : command === "image" ? answers("", `Error: No such image: ${rest.at(-1)}`, 1)() : answers("")();
  const from = (connect: Senses["connect"]): Senses => ({
    ...elsewhere,
    docker,
    connect,
    env: {},
    project: join(__dirname, "../../.."),
    limit: 2000,
  });
  const asked = (airGapped: boolean) => machine({ needs: { images: [{ reference }], base: reference }, settings: { airGapped } });

  test("opens no connection", async () => {
    const connect = jest.fn();
    const facts = await dockerFacts(asked(true), from(connect));
    expect(connect).not.toHaveBeenCalled();
    expect(facts).toMatchObject({ registries: { value: [] }, images: { value: [] } });
  });

  test("and without it, each registry of a missing image is tried once", async () => {
    const tried: string[] = [];
    const facts = await dockerFacts(
      asked(false),
      from((host, port) => {
        tried.push(`${host}:${port}`);
        return Promise.reject(new Error("refused"));
      }),
    );
    expect(tried).toEqual(["registry.example:443"]);
    expect(facts.registries).toEqual({ value: [{ host: "registry.example", error: "refused" }] });
  });
});

test("a fact that is late is unknown, and the others are known all the same", async () => {
  const never = new Promise<never>(() => undefined);
  const docker: Docker = (command) => (command === "info" ? answers(info)() : command === "ps" ? never : answers("")());
  const facts = await dockerFacts(machine(), { ...elsewhere, docker, connect: () => never, env: {}, project: "/", limit: 300 });
  expect(facts.containers).toEqual({ error: "no answer within 0.3 s" });
  expect(facts.volumes).toEqual({ value: [] });
  expect(facts.engine).toMatchObject({ state: "answers" });
});

test.each([
  ["127.0.0.1:8080->80/tcp", [{ address: "127.0.0.1", port: 8080 }]],
  ["0.0.0.0:80->80/tcp", [{ address: "0.0.0.0", port: 80 }]],
  [":::80->80/tcp", [{ address: "::", port: 80 }]],
  ["[::]:80->80/tcp", [{ address: "::", port: 80 }]],
  [
    "10.0.0.5:9000-9001->9000-9001/tcp",
    [
      { address: "10.0.0.5", port: 9000 },
      { address: "10.0.0.5", port: 9001 },
    ],
  ],
  ["80/tcp", []],
  ["0.0.0.0:53->53/udp", []],
  ["", []],
])("docker ps says %p", (text, expected) => {
  expect(published(text)).toEqual(expected);
});

test("sockets that listen are read from the kernel's tables, and no others", () => {
  const table = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0",
    "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0 100 0 0 10 0",
    "   2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12347 1 0 100 0 0 10 0",
    "   3: 0000000000000000FFFF00000500000A:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12348 1 0 100 0 0 10 0",
  ].join("\n");
  expect(socketsIn(table)).toEqual([
    { address: "127.0.0.1", port: 8080, inode: "12345" },
    { address: "::", port: 80, inode: "12347" },
    { address: "10.0.0.5", port: 80, inode: "12348" },
  ]);
});

test("a port of this process is taken, and by this process; another is free; an address of nobody is missing", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
  const [taken] = await portFacts([{ address: "127.0.0.1", port }]);
  expect(taken).toMatchObject({ bind: "EADDRINUSE", listeners: [{ address: "127.0.0.1", process: { pid: process.pid } }] });
  await new Promise((resolve) => server.close(resolve));
  expect(
    await portFacts([
      { address: "127.0.0.1", port },
      { address: "203.0.113.1", port },
    ]),
  ).toEqual([
    { address: "127.0.0.1", port, bind: "free", listeners: [] },
    { address: "203.0.113.1", port, bind: "EADDRNOTAVAIL", listeners: [] },
  ]);
});

test.each([
  ["debian:trixie-slim", "registry-1.docker.io", 443],
  ["bitnami/redis:7", "registry-1.docker.io", 443],
  ["docker.io/library/redis", "registry-1.docker.io", 443],
  ["registry.example/shop@sha256:0", "registry.example", 443],
  ["localhost/shop", "localhost", 443],
  ["localhost:5000/shop:1", "localhost", 5000],
])("%s comes from %s:%d", (reference, host, port) => {
  expect(registryOf(reference)).toEqual({ host, port });
});

test("folders: where stacks are kept, and what cannot be written", async () => {
  expect(stateFolder({ PULUMI_BACKEND_URL: "file:///srv/state?no_tmp_dir=true" })).toBe("/srv/state");
  expect(stateFolder({ PULUMI_BACKEND_URL: "s3://bucket" })).toBeUndefined();
  const found = await folderFacts({ PULUMI_BACKEND_URL: `file://${__filename}/state`, XDG_DATA_HOME: __dirname }, __dirname);
  expect(found).toEqual([
    { name: "project", path: __dirname },
    { name: "state", path: join(__filename, "state"), error: expect.stringContaining("ENOTDIR") as string },
    { name: "report", path: join(__dirname, "ballast/preflight") },
  ]);
});
