import { exit } from "../../../ops/exit";
import { Stack } from "../../../ops/stack";
import { deployed, FakePulumi } from "./fake-pulumi";

/** Does not prove that the real Pulumi exits 6 for a stack that does not exist, or what its history looks like: test/engine does. */
let pulumi: FakePulumi;
const stackWith = (answers: ConstructorParameters<typeof FakePulumi>[0]): Stack =>
  new Stack("dev", (pulumi = new FakePulumi(answers)).engine);

afterEach(() => pulumi.remove());

test("outputs that keep the contract, whatever else there is", async () => {
  const { credentials, certificates, preflight, ...needed } = deployed;
  const stack = stackWith({ "stack output": { stdout: JSON.stringify({ ...needed, credentials, certificates, preflight, more: 1 }) } });
  await expect(stack.outputs()).resolves.toEqual(needed);
  await expect(stack.credentials()).resolves.toEqual(credentials);
  await expect(stack.certificates()).resolves.toEqual(certificates);
  await expect(stack.recoverable()).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("a stack that was deployed before the contract got credentials still answers what it can", async () => {
  const { contractVersion, platform, endpoints, services, volumes } = deployed;
  const before = { contractVersion, platform, endpoints, services, volumes };
  const stack = stackWith({ "stack output": { stdout: JSON.stringify(before) } });
  await expect(stack.outputs()).resolves.toEqual(before);
  await expect(stack.credentials()).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: expect.stringContaining("Fix: use the ballast that deployed it, or deploy it again") as string,
  });
});

test.each([
  ["no stack", { exitCode: 6 }, false],
  ["an empty stack", { stdout: "{}" }, true],
])("%s is not deployed", async (_, answer, exists) => {
  const stack = stackWith({ "stack output": answer });
  await expect(stack.exists()).resolves.toBe(exists);
  await expect(stack.deployedOutputs()).resolves.toBeUndefined();
  await expect(stack.outputs()).rejects.toMatchObject({
    exitCode: exit.missing,
    message: expect.stringContaining("./ballast up") as string,
  });
});

test("a broken backend is not taken for a missing stack", async () => {
  const stack = stackWith({ "stack output": { exitCode: 255 } });
  await expect(stack.exists()).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("outputs of another contract are refused with both versions", async () => {
  const stack = stackWith({ "stack output": { stdout: JSON.stringify({ ...deployed, contractVersion: 2 }) } });
  await expect(stack.outputs()).rejects.toThrow("got contract version 2, this ballast reads version 1");
});

test("an engine that is not there could not be asked", async () => {
  pulumi = new FakePulumi();
  const stack = new Stack("dev", { ...pulumi.engine, pulumi: "/no/such/pulumi" });
  await expect(stack.exists()).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("changes are those of an update that began after the given moment", async () => {
  const history = [{ startTime: "2026-01-01T12:00:10.000Z", resourceChanges: { create: 2 } }];
  const stack = stackWith({ "stack history": { stdout: JSON.stringify(history) } });
  await expect(stack.changesSince(new Date("2026-01-01T12:00:10.900Z"))).resolves.toEqual({ create: 2 });
  await expect(stack.changesSince(new Date("2026-01-01T12:00:11.000Z"))).resolves.toBeUndefined();
});

describe("an update of some resources alone", () => {
  const urn = (name: string) => `urn:pulumi:dev::ballast::t::${name}`;
  const previewing = (...names: string[]) => {
    const steps = names.map((name) => ({ op: "create", urn: urn(name), newState: { dependencies: [] } }));
    return { preview: { stdout: JSON.stringify({ steps }), exitCode: 7 } };
  };

  test("names them to Pulumi, and prints no outputs", async () => {
    await stackWith(previewing("volume", "server")).updateOnly(["volume"]);
    expect(pulumi.changes().at(-1)).toBe(`up --yes --skip-preview --suppress-outputs --target=${urn("volume")} --stack dev`);
  });

  test("is none where all of them are there: it would be an update of everything", async () => {
    await stackWith(previewing("server")).updateOnly(["volume"]);
    expect(pulumi.changes().filter((call) => call.startsWith("up"))).toEqual([]);
  });
});
