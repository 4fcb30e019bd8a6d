import { join } from "node:path";
import { docker, eventually, inside, inspect } from "../support/docker";
import { freePort } from "../support/ports";
import { outsideHost } from "../support/outside-host";
import { run, TestStack } from "../support/test-stack";

/**
 * The Docker platform against a real engine: what a workload is promised is what it gets. The program is in programs/platform.
 * Covers SE1 (secrets), SE2 (closed by default), K82 (liveness), K84 (limits), BR7 (no overlap).
 */
jest.setTimeout(600_000);

const stack = new TestStack(join(__dirname, "programs/platform"), "platform");
let port: number;
let config: Record<string, unknown>;

const name = (unit: string) => `${stack.prefix}-${unit}`;
const data = async (file: string) => (await inside(name("alpha"), `cat /data/${file} 2>/dev/null`)).output;
const configured = (change: Record<string, unknown> = {}) => stack.configure({ ...config, ...change });

beforeAll(async () => {
  port = await freePort();
  config = { port };
  await stack.create(config);
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
});

afterAll(() => stack.destroy());

describe("after the first up", () => {
  test("every service is healthy", async () => {
    for (const unit of ["alpha", "alpha-2", "beta", "gamma", "clock"]) {
      expect(await inspect(name(unit), "{{.State.Health.Status}}")).toBe("healthy");
    }
    expect(await inspect(name("gamma-helper"), "{{.State.Status}}")).toBe("running");
  });

  test("a preview is empty", async () => {
    const { code, output } = await stack.preview("--expect-no-changes");
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  });

  test("the limits are those of the kernel", async () => {
    expect(await inspect(name("alpha"), "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.CpuQuota}}")).toBe(
      "67108864 67108864 25000",
    );
    const { code } = await inside(name("alpha-2"), "perl -e 'my $x = \"x\" x (200 * 1024 * 1024); print length $x'");
    expect(code).not.toBe(0);
  });

  test("nothing but volumes and scratch is writable, nobody is root, no capability is left", async () => {
    expect((await inside(name("alpha"), "id -u; touch /anything 2>&1; touch /tmp/fine /data/fine && echo written")).output).toBe(
      "4242\ntouch: cannot touch '/anything': Read-only file system\nwritten\n",
    );
    expect((await inside(name("alpha"), "grep -E '^(CapEff|NoNewPrivs)' /proc/self/status | tr -d '\\t '")).output).toMatch(
      /CapEff:0+\nNoNewPrivs:1\n/,
    );
  });
});

describe("secrets and files", () => {
  const token = async () => (await inside(name("alpha"), "cat /run/secrets/token")).output;

  test("are mounted read-only", async () => {
    expect(await token()).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await inside(name("alpha"), "cat /run/config/settings.conf")).output).toBe("colour = blue\n");
    for (const file of ["/run/secrets/token", "/run/secrets/another", "/run/config/settings.conf"]) {
      expect((await inside(name("alpha"), `echo x > ${file}`)).output).toMatch(/Read-only file system|Permission denied/);
    }
  });

  test("are nowhere else: not in the environment, the arguments, the description, the logs, or the plain state", async () => {
    const canary = await token();
    expect((await inside(name("alpha"), "cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n'")).output).not.toContain(canary);
    for (const unit of ["alpha", "alpha-files", "alpha-2-files"]) expect(await docker("inspect", name(unit))).not.toContain(canary);
    expect(await docker("logs", name("alpha"))).not.toContain(canary);
    expect(await docker("history", "--no-trunc", await inspect(name("alpha"), "{{.Image}}"))).not.toContain(canary);
    expect(await stack.export()).not.toContain(canary);
  });

  test("of a new version are in the containers, and the old one is gone from the disk", async () => {
    const canary = await token();
    configured({ tokenVersion: 2 });
    expect((await stack.up()).code).toBe(0);
    expect(await token()).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(await token()).not.toBe(canary);
    const root = await docker("info", "--format", "{{.DockerRootDir}}");
    const { output } = await run("grep", ["--recursive", "--files-with-matches", "--include", "token", canary, `${root}/volumes`]);
    expect(output).toBe("");
    config = { ...config, tokenVersion: 2 };
  });
});

describe("the network", () => {
  const ask = (from: string, host: string) =>
    inside(name(from), `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/8080; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; tail -n 1 <&3'`);

  test("lets a declared need in, and balances over the replicas", async () => {
    expect((await ask("beta", "alpha")).code).toBe(0);
    const { output } = await inside(name("beta"), "getent ahostsv4 alpha | cut -d ' ' -f 1 | sort -u | wc -l");
    expect(output.trim()).toBe("2");
  });

  test("refuses everybody else, by name and by address", async () => {
    expect((await ask("gamma", "alpha")).code).not.toBe(0);
    const address = await inspect(name("alpha"), `{{(index .NetworkSettings.Networks "${stack.prefix}-alpha").IPAddress}}`);
    expect(address).toMatch(/^\d+\./);
    expect((await ask("gamma", address)).code).not.toBe(0);
    expect((await ask("beta", address)).code).toBe(0);
  });

  test("has a way out only for those who asked for one", async () => {
    const outside = await outsideHost();
    try {
      const connect = (from: string) => inside(name(from), `timeout 3 bash -c 'exec 3<>/dev/tcp/${outside.address}/${outside.port}'`);
      expect((await connect("delta")).code).toBe(0);
      expect((await connect("gamma")).code).not.toBe(0);
    } finally {
      await outside.remove();
    }
  });

  test("publishes what is exposed, on loopback alone", async () => {
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).text()).toBe("well");
    expect(await docker("port", name("beta"))).toBe(`8080/tcp -> 127.0.0.1:${port}`);
    expect(await docker("ps", "--filter", `label=ballast.stack=${stack.prefix}`, "--format", "{{.Ports}}")).toBe(
      `127.0.0.1:${port}->8080/tcp`,
    );
  });

  test("reaches a sidecar under its own name", async () => {
    expect((await ask("gamma", "gamma-helper")).code).toBe(0);
  });
});

describe("jobs", () => {
  test("run once, and not again while nothing changes", async () => {
    const ran = async () => (await data("jobs")).split("\n").filter((line) => line.startsWith("start once")).length;
    expect(await ran()).toBe(1);
    expect((await stack.up()).code).toBe(0);
    expect(await ran()).toBe(1);
  });

  test("fail the deployment with their last log lines, and run again once mended", async () => {
    configured({ jobExitCode: "3" });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain(`job ${name("once")} failed: exited, exit code 3`);
    expect(failed.output).toContain("job once says hello");
    expect((await stack.up()).output).toContain("exit code 3");
    configured();
    expect((await stack.up()).code).toBe(0);
  });

  test("by the clock run as scheduled, never twice at once", async () => {
    await eventually(
      "three runs have ended",
      60,
      async () => (await data("jobs")).split("\n").filter((line) => line.startsWith("end it's time")).length >= 3,
    );
    const events = (await data("jobs"))
      .split("\n")
      .filter((line) => line.includes("it's time"))
      .map((line) => line.split(" ")[0]);
    events.forEach((event, index) => expect(event).toBe(index % 2 === 0 ? "start" : "end"));
  });
});

/** Asks alpha until /tmp/done exists, each time with a second try as any balancer makes; prints how often, and how often in vain. */
const asksUntilDone = `
ask() { timeout 2 bash -c 'exec 3<>/dev/tcp/alpha/8080 && printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3 && read -r _ code _ <&3 && [ $code = 200 ]' 2>/dev/null; }
asked=0; failed=0
until [ -e /tmp/done ]; do asked=$((asked + 1)); ask || ask || failed=$((failed + 1)); sleep 0.05; done
echo "$asked $failed"`;

describe("changes", () => {
  test("a new memory limit is one update in place, seen by preview, and enforced", async () => {
    const before = await inspect(name("alpha"), "{{.Id}}");
    configured({ memory: "96Mi" });
    const preview = JSON.parse(await stack.must("preview", "--json")) as {
      changeSummary: Record<string, number>;
      steps: { op: string; urn: string }[];
    };
    const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
    expect(changed.sort()).toEqual(["update alpha", "update alpha-2"]);
    expect((await stack.up()).code).toBe(0);
    expect(await inspect(name("alpha"), "{{.Id}} {{.HostConfig.Memory}}")).toBe(`${before} ${96 * 2 ** 20}`);
    configured();
    expect((await stack.up()).code).toBe(0);
  });

  test("replicas are replaced one after the other, without a refused request, each stopped politely", async () => {
    await inside(name("beta"), "rm -f /tmp/done");
    const asking = inside(name("beta"), asksUntilDone);
    configured({ greeting: "good day" });
    expect((await stack.up()).code).toBe(0);
    await inside(name("beta"), "touch /tmp/done");
    const [asked, failed] = (await asking).output.trim().split(" ").map(Number);
    expect(asked).toBeGreaterThan(50);
    expect(failed).toBe(0);
    expect((await data("stopped")).trim().split("\n").length).toBeGreaterThanOrEqual(2);
    expect((await inside(name("alpha"), "echo $GREETING")).output).toBe("good day\n");
    configured();
    expect((await stack.up()).code).toBe(0);
  });
});

describe("faults", () => {
  const restarted = async (unit: string, since: string) => {
    const now = await inspect(name(unit), "{{.State.StartedAt}} {{.State.Health.Status}}");
    return !now.startsWith(since) && now.endsWith(" healthy");
  };
  const started = (unit: string) => inspect(name(unit), "{{.State.StartedAt}}");

  test("a killed process comes back", async () => {
    const since = await started("gamma");
    await inside(name("gamma"), "kill -KILL -1");
    await eventually("gamma is healthy again", 30, () => restarted("gamma", since));
  });

  test("a hung process is restarted by its liveness probe", async () => {
    const since = await started("gamma");
    await inside(
      name("gamma"),
      "pkill -STOP perl || kill -STOP $(grep -l server /proc/[0-9]*/cmdline | cut -d / -f 3 | sort -n | sed -n 2p)",
    );
    await eventually("gamma is healthy again", 60, () => restarted("gamma", since));
  });

  test("a container that somebody removed is put back", async () => {
    await docker("rm", "--force", name("beta"));
    await stack.must("refresh", "--yes", "--skip-preview");
    expect((await stack.up()).code).toBe(0);
    expect(await inspect(name("beta"), "{{.State.Health.Status}}")).toBe("healthy");
  });
});

describe("taking it down", () => {
  test("keeps what is protected, and the next up finds it", async () => {
    await inside(name("alpha"), "echo precious > /data/precious");
    await stack.must("destroy", "--exclude-protected", "--yes", "--skip-preview");
    expect(await docker("ps", "--all", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`)).toBe("");
    expect((await stack.up()).code).toBe(0);
    expect(await data("precious")).toBe("precious\n");
  });
});
