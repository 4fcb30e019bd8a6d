import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeHost } from "../support/fake-host";
import { run, TestStack } from "../support/test-stack";

/**
 * Host tuning on the real kernel: net.core.somaxconn belongs to a network namespace, so one of its own changes for nobody else. The
 * other settings are files. Needs root.
 */
jest.setTimeout(300_000);

const namespace = `tune${process.pid % 100000}`;
const stack = new TestStack(join(__dirname, "programs/tuning"), "tuning");
const host = new FakeHost();
const folder = mkdtempSync(join(tmpdir(), "ballast-kernel-"));

async function must(command: string, ...args: string[]): Promise<string> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: ${output}`);
  return output.trim();
}

const inNamespace = (...command: string[]) => must("ip", "netns", "exec", namespace, ...command);
const somaxconn = () => inNamespace("cat", "/proc/sys/net/core/somaxconn");
const somaxconnOfThisMachine = () => must("cat", "/proc/sys/net/core/somaxconn");

/** Pulumi's processes live in the namespace too, where they find each other on its loopback. */
async function pulumiInNamespace(): Promise<void> {
  const pulumi = await must("sh", "-c", "command -v pulumi");
  const program = join(folder, "pulumi");
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${namespace} ${pulumi} "$@"\n`);
  chmodSync(program, 0o755);
  Object.assign(stack.env, { PATH: `${folder}:${process.env["PATH"]}` });
}

beforeAll(async () => {
  await must("ip", "netns", "add", namespace);
  await inNamespace("ip", "link", "set", "lo", "up");
  await inNamespace("sh", "-c", "echo 128 >/proc/sys/net/core/somaxconn");
  rmSync(join(host.root, "proc/sys/net"), { recursive: true });
  mkdirSync(join(host.root, "proc/sys"), { recursive: true });
  symlinkSync("/proc/sys/net", join(host.root, "proc/sys/net"));
  await pulumiInNamespace();
  await stack.create({ root: host.root });
});

afterAll(async () => {
  await must("ip", "netns", "delete", namespace);
  host.delete();
  rmSync(folder, { recursive: true });
});

test("up changes the kernel's value, and this machine keeps its own", async () => {
  const before = await somaxconnOfThisMachine();
  expect((await stack.up()).code).toBe(0);
  expect(await somaxconn()).toBe("511");
  expect((await stack.outputs<{ outcomes: object }>()).outcomes).toMatchObject({
    "net.core.somaxconn": { outcome: "applied", detail: "was 128, is 511" },
  });
  expect(await somaxconnOfThisMachine()).toBe(before);
});

test("destroy puts the kernel's value back", async () => {
  await stack.destroy();
  expect(await somaxconn()).toBe("128");
});
