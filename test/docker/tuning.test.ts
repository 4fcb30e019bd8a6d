import { join } from "node:path";
import { FakeHost, fileOf } from "../support/fake-host";
import { sshHost, type SshHost } from "../support/ssh-host";
import { TestStack } from "../support/test-stack";

/**
 * Host tuning through the real engine and the real command plugin, on a host that is a folder, so that this machine keeps its settings.
 * test/docker/kernel.test.ts has the real kernel.
 */
jest.setTimeout(300_000);

const program = join(__dirname, "programs/tuning");
const untouched = { "vm.overcommit_memory": "0", "net.core.somaxconn": "128", transparent_hugepage: "always", "vm.swappiness": "60" };
const tuned = { "vm.overcommit_memory": "1", "net.core.somaxconn": "511", transparent_hugepage: "madvise", "vm.swappiness": "10" };
const applied = {
  "vm.overcommit_memory": { outcome: "applied", detail: "was 0, is 1" },
  "net.core.somaxconn": { outcome: "applied", detail: "was 128, is 511" },
  transparent_hugepage: { outcome: "applied", detail: "was always, is madvise" },
  "vm.swappiness": { outcome: "applied", detail: "was 60, is 10" },
};

async function must(work: Promise<{ code: number; output: string }>): Promise<string> {
  const { code, output } = await work;
  if (code !== 0) throw new Error(output);
  return output;
}

describe("on this machine", () => {
  const stack = new TestStack(program, "tuning");
  const host = new FakeHost();

  beforeAll(() => stack.create({ root: host.root }));
  afterAll(() => host.delete());

  test("a preview changes nothing", async () => {
    await must(stack.preview());
    expect(host.settings()).toMatchObject({ "vm.swappiness": "60" });
  });

  test("up applies, and says what became of each setting", async () => {
    await must(stack.up());
    expect(host.settings()).toEqual(tuned);
    expect(await stack.outputs()).toEqual({ outcomes: applied });
  });

  test("a preview right after is empty", async () => {
    await must(stack.preview("--expect-no-changes"));
  });

  test("run again, it still knows what to put back", async () => {
    await must(stack.up("--target-replace", "**host-tuning-*"));
    expect(host.settings()).toEqual(tuned);
  });

  test("destroy puts back, says so, and leaves nothing on the host", async () => {
    const output = await must(stack.pulumi("destroy", "--yes", "--skip-preview"));
    expect(output).toContain("vm.swappiness\trestored\twas 10, is 60");
    expect(host.settings()).toEqual(untouched);
    expect(host.files()).toEqual([]);
    await stack.destroy();
  });
});

describe("over SSH", () => {
  const stack = new TestStack(program, "tuning");
  const host = new FakeHost();
  let server: SshHost;
  const config = (change: object = {}) => ({
    root: host.root,
    ssh: { host: "127.0.0.1", port: server.port, user: "root", hostKey: server.hostKey, privateKey: server.privateKey, ...change },
  });

  beforeAll(async () => {
    server = await sshHost();
    await stack.create(config());
  });
  afterAll(() => {
    server.close();
    host.delete();
  });

  test("a host with another key is refused, before it is told anything", async () => {
    const other = await sshHost();
    stack.configure(config({ hostKey: other.hostKey }));
    other.close();
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/host key|no common algorithm/);
    expect(server.lines).toEqual([]);
  });

  test("what may not be changed is a warning, and the deployment goes on", async () => {
    host.remove(fileOf("transparent_hugepage"));
    stack.configure(config());
    const output = await must(stack.up());
    expect(output).toContain(
      "warning: host tuning skipped transparent_hugepage: this kernel has no /sys/kernel/mm/transparent_hugepage/enabled",
    );
    expect(host.settings()).toEqual({ ...tuned, transparent_hugepage: "missing" });
  });

  test("a preview right after is empty, and warns again", async () => {
    const output = await must(stack.preview("--expect-no-changes"));
    expect(output).toContain("warning: host tuning skipped transparent_hugepage");
  });

  test("the private key is in no output, no log and no plain state (SE1)", async () => {
    const state = await stack.export();
    const line = server.privateKey.split("\n")[1] ?? "";
    expect(line).toMatch(/^[A-Za-z0-9+/]{40}/);
    expect(state).toContain("host-tuning-ssh");
    for (const text of [state, JSON.stringify(await stack.outputs()), server.lines.join("\n")]) {
      expect(text).not.toContain(line);
      expect(text).not.toContain("PRIVATE KEY");
    }
  });

  test("destroy puts back", async () => {
    await stack.destroy();
    expect(host.settings()).toEqual({ ...untouched, transparent_hugepage: "missing" });
    expect(host.files()).toEqual([]);
  });
});
