import { DockerUnderTest } from "../conformance/docker";
import { Suite } from "../conformance/suite";
import { docker } from "../support/docker";

/** Ctrl-C at several points of an `up`: the next one carries on from there, and loses and doubles nothing. */
jest.setTimeout(600_000);

const suite = new Suite((prefix) => new DockerUnderTest(prefix));
const { stack } = suite;

beforeAll(() => suite.create());
afterAll(() => stack.destroy());

test.each([/creating/, /Network web created/, /Container web created/, /web-2-ready creating/])(
  "interrupted when it printed %s, it stops",
  async (point) => {
    expect((await stack.interruptedUp(point)).code).not.toBe(0);
  },
);

test("the next up completes the stack, and a preview is empty", async () => {
  const { code, output } = await stack.up();
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect((await stack.preview("--expect-no-changes")).code).toBe(0);
  const networks = (await docker("network", "ls", "--filter", `name=${stack.prefix}-`, "--format", "{{.Name}}")).split("\n");
  expect(networks).toHaveLength(new Set(networks).size);
});
