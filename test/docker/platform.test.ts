import { docker, inspect } from "../support/docker";
import { DockerUnderTest } from "../conformance/docker";
import { Suite } from "../conformance/suite";
import { run } from "../support/test-stack";

/** What is Docker's own, beside what every platform promises (conformance.test.ts). Covers SE1 (secrets), SE2 (closed by default), K84 (limits). */
jest.setTimeout(300_000);

const suite = new Suite((prefix) => new DockerUnderTest(prefix));
const name = (unit: string) => `${suite.stack.prefix}-${unit}`;
const token = () => suite.read("store", "cat /run/secrets/token");

beforeAll(() => suite.start());
afterAll(() => suite.stack.destroy());

test("limits are told to the engine, swap included", async () => {
  expect(await inspect(name("web"), "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.CpuQuota}}")).toBe(
    "67108864 67108864 30000",
  );
});

test("a port is published where it is exposed, on loopback alone", async () => {
  const published = await docker("ps", "--filter", `label=ballast.stack=${suite.stack.prefix}`, "--format", "{{.Ports}}");
  expect(published.split("\n").filter(Boolean)).toEqual([`127.0.0.1:${suite.exposedPort}->8473/tcp`]);
});

test("every replica has an address of its own behind the one name", async () => {
  expect((await suite.read("client", "getent ahostsv4 web | cut -d ' ' -f 1 | sort -u | wc -l")).trim()).toBe("2");
});

test("a new memory limit is one update in place, seen by preview, and enforced", async () => {
  const before = await inspect(name("stranger"), "{{.Id}}");
  suite.want({ strangerMemory: "96Mi" });
  const preview = JSON.parse(await suite.stack.must("preview", "--json")) as { steps: { op: string; urn: string }[] };
  const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  expect(changed).toEqual(["update stranger"]);
  await suite.deploy({});
  expect(await inspect(name("stranger"), "{{.Id}} {{.HostConfig.Memory}}")).toBe(`${before} ${96 * 2 ** 20}`);
});

test("an old secret is gone from the disk", async () => {
  const canary = await token();
  await suite.deploy({ secretVersion: 2 });
  expect(await token()).not.toBe(canary);
  const root = await docker("info", "--format", "{{.DockerRootDir}}");
  const { output } = await run("grep", ["--recursive", "--files-with-matches", "--include", "token", canary, `${root}/volumes`]);
  expect(output).toBe("");
});
