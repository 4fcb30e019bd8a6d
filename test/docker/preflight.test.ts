import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Request } from "../../components/preflight";
import type { Report } from "../../components/preflight/report";
import { stackOutputs } from "../../outputs";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker } from "../support/docker";
import { engineProxy } from "../support/engine-proxy";
import { freePort } from "../support/ports";
import { run, TestStack } from "../support/test-stack";

/** PF1, PF2 and what lies beyond, on a real engine: the checks see the truth, and nothing is made before they pass. */
jest.setTimeout(300_000);

const project = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "ballast-preflight-"));
const data = join(folder, "data");
const evidence = () => JSON.parse(readFileSync(join(data, "ballast/preflight", `${stack.prefix}.json`), "utf8")) as Report;
const stack = new TestStack(project, "ballast");
const path = process.env["PATH"] ?? "";
let port: number;

/** Postgres, Redis and a gateway without applications: small, and with a port. */
const fitting = () => ({ gateway: { port }, protectData: false, preflight: smallMachine, postgres: smallPostgres });

beforeAll(async () => {
  mkdirSync(data);
  port = await freePort();
  Object.assign(stack.env, { XDG_DATA_HOME: data });
  await stack.create(fitting());
});

afterAll(async () => {
  Object.assign(stack.env, { PATH: path, DOCKER_HOST: process.env["DOCKER_HOST"] });
  await stack.destroy();
  rmSync(folder, { recursive: true });
});

/** Ids of what blocked, sorted. */
const blocked = (output: string) => [...new Set([...output.matchAll(/has a problem: .*\((\S+)\)$/gm)].map(([, id]) => id))].sort();

const ofTheStack = async () => ({
  containers: await docker("ps", "--all", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`),
  networks: await docker("network", "ls", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`),
  volumes: await docker("volume", "ls", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`),
});

describe("five things wrong at once", () => {
  const foreign = createServer();
  let proxy: Awaited<ReturnType<typeof engineProxy>>;

  beforeAll(async () => {
    expect(Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"))).toBeGreaterThan(81);
    foreign.listen(port, "127.0.0.1");
    await once(foreign, "listening");
    // Slow, to give what does not wait for the preflight time to be made; test/unit/stack/checked-first.test.ts has the proof without luck.
    proxy = await engineProxy(join(folder, "engine.sock"), { SecurityOptions: ["name=seccomp,profile=default", "name=rootless"] }, 1500);
    Object.assign(stack.env, { DOCKER_HOST: proxy.host, PATH: [withoutWriting(data), path].join(delimiter) });
    stack.configure({ ...fitting(), preflight: { disk: "100000Gi", memory: "4000Gi", cpus: 1, ports: [81] } });
  });

  afterAll(() => {
    foreign.close();
    proxy.close();
    Object.assign(stack.env, { DOCKER_HOST: process.env["DOCKER_HOST"], PATH: path });
  });

  const five = ["disk-too-small", "folder-not-writable:report", "memory-too-small", "port-forbidden:81", `port-in-use:`];

  test("fail a plain pulumi preview, all told, each with what to do", async () => {
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(blocked(output)).toEqual([...five.slice(0, -1), `port-in-use:${port}`]);
    expect(output).toContain(`found:    ${processName()} (process ${process.pid})`);
    expect(output).toContain("found:    an engine without root, which may bind ports from 1024");
    expect(output.match(/^ +fix: +\S/gm)?.length).toBeGreaterThanOrEqual(5);
    expect(output).toContain("more:     docs/runbooks/preflight/port-in-use.md");
  });

  test("stop up --skip-preview before anything is made", async () => {
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(blocked(output)).toHaveLength(5);
    expect(await ofTheStack()).toEqual({ containers: "", networks: "", volumes: "" });
  });

  test("are let through one by one, each by its own id, as warnings that a preview shows", async () => {
    const accept = ["disk-too-small", "memory-too-small", "port-forbidden:81", "folder-not-writable:report"];
    stack.configure({ ...fitting(), preflight: { disk: "100000Gi", memory: "4000Gi", cpus: 1, ports: [81], accept } });
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(blocked(output)).toEqual([`port-in-use:${port}`]);
    for (const id of accept) expect(output).toContain(`(${id}, accepted)`);
  });
});

describe("once they are mended", () => {
  beforeAll(() => stack.configure(fitting()));

  test("a preview passes, in less than three seconds, and the facts are kept for this user alone", async () => {
    const { code, output } = await stack.preview();
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    const { verdict, duration, counts } = evidence();
    expect({ verdict, failed: counts.failed, errors: counts.errors }).toEqual({ verdict: "pass", failed: 0, errors: 0 });
    console.log(`preflight took ${duration} ms`);
    expect(duration).toBeLessThan(3000);
    expect(statSync(join(data, "ballast/preflight", `${stack.prefix}.json`)).mode & 0o777).toBe(0o600);
  });

  test("the stack comes up, and says what it passed", async () => {
    const { code, output } = await stack.up();
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    const { preflight } = stackOutputs.pick({ preflight: true }).parse(await stack.outputs());
    expect(preflight).toMatchObject({ failed: 0, errors: 0, accepted: [] });
  });

  test("it is checked again while it runs: its own port is no conflict, and nothing changes", async () => {
    const { code, output } = await stack.preview("--expect-no-changes");
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
    const { findings, facts } = evidence() as Report & { facts: { ports: { value: { bind: string }[] } } };
    expect(facts.ports.value.map(({ bind }) => bind)).toEqual(["EADDRINUSE"]);
    expect(findings.find(({ check }) => check === "ports")).toMatchObject({ level: "pass" });
  });

  test("another stack that wants the port is told which container has it", async () => {
    const { findings } = await checkedOnce(requestOf("another", { ports: [port] }));
    expect(findings.find(({ check }) => check === "ports")).toMatchObject({
      level: "fail",
      id: `port-in-use:${port}`,
      found: `container ${stack.prefix}-gateway`,
    });
  });
});

describe("air-gapped", () => {
  const reference = `registry.ballast.invalid/shop@sha256:${"0".repeat(64)}`;
  const request = (airGapped: boolean) => {
    const { needs, settings } = requestOf("sealed", { ports: [] });
    return { needs: { ...needs, images: [{ reference }] }, settings: { ...settings, airGapped } };
  };

  test("not one packet leaves the machine, and a missing image is a failure", async () => {
    const { report, packets } = await counted(request(true));
    expect(packets).toBe(0);
    expect(report.findings.filter(({ level }) => level === "fail").map(({ id }) => id)).toEqual([`image-missing:${reference}`]);
  });

  test("otherwise the registry is asked for, which the same count sees", async () => {
    const { report, packets } = await counted(request(false));
    expect(packets).toBeGreaterThan(0);
    expect(report.findings.filter(({ level }) => level === "fail").map(({ id }) => id)).toEqual([
      "registry-unreachable:registry.ballast.invalid",
    ]);
  });
});

function requestOf(owner: string, { ports }: { ports: number[] }): Request {
  return {
    needs: {
      platform: "docker",
      owner,
      ports: ports.map((one) => ({ service: "gateway", address: "127.0.0.1", port: one })),
      memory: { requests: 1, limits: 1 },
      cpu: { requests: 1 },
      volumes: [],
      networks: [],
      images: [],
      base: "debian:trixie-slim",
    },
    settings: { disk: "1Mi", memory: "64Mi", cpus: 1, ports: [], airGapped: false, accept: [] },
  };
}

const program = ["--import", require.resolve("tsx"), join(__dirname, "programs/preflight-once.ts")];

async function checkedOnce(request: Request): Promise<Report> {
  const { stdout } = await run(process.execPath, [...program, JSON.stringify(request)], { ...process.env, XDG_DATA_HOME: data });
  return JSON.parse(stdout) as Report;
}

/** Runs it where the only way out is an interface that counts, and drops, all it is given. Needs root. */
async function counted(request: Request): Promise<{ report: Report; packets: number }> {
  const script = `
    sysctl -qw net.ipv6.conf.all.disable_ipv6=1
    ip link set lo up
    ip link add out address 02:00:00:00:00:01 type veth peer name sink address 02:00:00:00:00:02
    ip link set sink up
    ip address add 198.18.78.1/24 dev out
    ip link set out up
    ip neighbour add 198.18.78.2 lladdr 02:00:00:00:00:02 dev out
    ip route add default via 198.18.78.2
    mount --bind "$RESOLV" /etc/resolv.conf
    "$@"
    cat /sys/class/net/out/statistics/tx_packets`;
  const resolv = join(folder, "resolv.conf");
  writeFileSync(resolv, "nameserver 198.18.78.3\noptions timeout:1 attempts:1\n");
  const { stdout } = await run(
    "unshare",
    ["--net", "--mount", "sh", "-ec", `mount -t sysfs sysfs /sys; ${script}`, "sh", process.execPath, ...program, JSON.stringify(request)],
    {
      ...process.env,
      XDG_DATA_HOME: data,
      RESOLV: resolv,
    },
  );
  const [report = "", packets = ""] = stdout.trim().split("\n");
  return { report: JSON.parse(report) as Report, packets: Number(packets) };
}

/** @returns a folder with a `pulumi` that sees `place` mounted read-only, as root needs it to be refused anything. Needs root. */
function withoutWriting(place: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = `#!/bin/sh
exec unshare --mount sh -ec 'mount --bind "$0" "$0"; mount -o remount,ro,bind "$0"; PATH="${path}"; exec pulumi "$@"' ${place} "$@"
`;
  writeFileSync(join(bin, "pulumi"), script);
  chmodSync(join(bin, "pulumi"), 0o755);
  return bin;
}

const processName = () => readFileSync("/proc/self/comm", "utf8").trim();
