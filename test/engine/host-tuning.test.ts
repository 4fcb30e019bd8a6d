import { join } from "node:path";
import { devConfig } from "../support/dev-config";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** Host tuning in the whole program, as the real CLI plans it. That a host takes the settings is in test/docker. */
jest.setTimeout(120_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
const ssh = { host: "192.0.2.7", hostKey: "ssh-ed25519 AAAA" };

let port: number;

beforeAll(async () => {
  port = await freePort();
  await stack.create(devConfig(port));
});
afterAll(() => stack.destroy());

interface Preview {
  steps: { urn: string }[];
}

test("a secret key and a host: one more component with its command, and nothing else", async () => {
  const canary = "canary-of-a-private-key";
  const hostTuningKey = await stack.secret(canary);
  stack.configure({ ...devConfig(port), hostTuning: { enabled: true, ssh }, hostTuningKey });
  const planned = await stack.must("preview", "--json");
  expect(planned).not.toContain(canary);
  const names = (JSON.parse(planned) as Preview).steps.map(({ urn }) => urn.split("::").slice(2).join("::"));
  expect(names.filter((name) => name.includes("ost-tuning"))).toEqual([
    "ballast:host:HostTuning::host-tuning",
    "ballast:host:HostTuning$command:remote:Command::host-tuning-ssh",
  ]);
});

test("a key as plain text is refused, and not shown", async () => {
  stack.configure({ ...devConfig(port), hostTuning: { enabled: true, ssh }, hostTuningKey: "canary-in-plain-text" });
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain('ballast:hostTuningKey: got "plain text", allowed is a secret: pulumi config set --secret');
  expect(output).not.toContain("canary");
});
