import { join } from "node:path";
import { TestStack } from "../support/test-stack";

/** The real CLI on configurations with mistakes: each is told, and nothing is planned. */
jest.setTimeout(300_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");

beforeAll(() => stack.create({}));
afterAll(() => stack.destroy());

interface Preview {
  steps: { op: string; newState: { type: string } }[];
}

/** What a preview of this configuration says. @throws Error when it plans anything but the stack itself */
async function refusal(config: Record<string, unknown>, ...flags: string[]): Promise<string> {
  stack.configure(config);
  const { code, output } = await stack.preview(...flags);
  if (code === 0 || /docker:index|GeneratedSecret/.test(output)) throw new Error(`not refused:\n${output}`);
  return output;
}

test("mistakes that only a look at the whole finds, at once: a missing folder, a clash, a reserved variable, too little for Docker", async () => {
  const output = await refusal({
    redis: { resources: { requests: { cpu: "1m" }, limits: { cpu: "5m" } } },
    applications: {
      shop: { build: "services/shopp" },
      desk: { build: "services/notes", env: { PORT: "1" } },
      till: { image: "till:1", exposure: { to: "host", port: 8080 } },
    },
  });
  expect(output).toContain("the configuration has 4 mistakes:");
  for (const mistake of [
    "ballast:applications.till.exposure.port: got host port 8080, which ballast:gateway.port has already; choose another",
    "ballast:applications.desk.env.PORT: the stack sets it itself; remove it",
    "ballast:redis.resources.limits.cpu: got 5m, allowed is at least 10m",
    'ballast:applications.shop.build: got "services/shopp", which does not exist, allowed is a folder of the project with a Dockerfile; correct the path or add what is missing',
  ])
    expect(output).toContain(mistake);
  expect(output).not.toMatch(/^\s+at .*\.ts:\d+/m);
});

test("a preview as JSON plans nothing but the stack", async () => {
  stack.configure({ applications: { shop: { build: "services/shopp" } } });
  const { code, stdout } = await stack.preview("--json");
  expect(code).not.toBe(0);
  expect((JSON.parse(stdout) as Preview).steps.map(({ newState }) => newState.type)).toEqual(["pulumi:pulumi:Stack"]);
});

test("SE1: a secret is refused and not printed", async () => {
  stack.configure({ applications: { shop: { image: "shop" } } });
  await stack.setSecret("applications.shop.env.TOKEN", "hush-hush");
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("ballast:applications: got a secret, allowed is plain text");
  expect(output).not.toContain("hush-hush");
  expect(output).not.toContain("docker:index");
});

test("a key of ours in another namespace is refused, not left out", async () => {
  stack.configureText('config: { "balast:applications": {}, "ballast:protectData": true }');
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain('balast:applications: got the namespace "balast", allowed is "ballast"; write ballast:applications');
});

test.each([
  ["a key that is there twice", "config:\n  ballast:gateway: { port: 9000 }\n  ballast:gateway: { port: 9001 }", "already defined"],
  ["an application that is indented too little", "config:\n  ballast:applications:\n  shop: { image: shop }", "ballast:applications"],
])("Pulumi itself refuses %s", async (_what, text, message) => {
  stack.configureText(text);
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain(message);
  expect(output).not.toContain("docker:index");
});
