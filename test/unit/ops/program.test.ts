import { CommanderError } from "commander";
import * as engine from "../../../ops/engine";
import { CommandError, exit } from "../../../ops/exit";
import { createProgram } from "../../../ops/program";
import { connect } from "../../../ops/runtime/kubernetes/connect";
import { deployed, FakePulumi } from "./fake-pulumi";
import { FakeApi, list } from "./runtime/kubernetes/fake-api";
import { deployment, pod, replicaSet } from "./runtime/kubernetes/objects";

jest.mock("../../../ops/engine");
jest.mock("../../../ops/images/push-missing");
jest.mock("../../../ops/runtime/kubernetes/connect");

/** What the command line means; a program in place of Pulumi notes what reaches it. Does not prove what Pulumi makes of it. */
let pulumi: FakePulumi;
const outputs = {
  ...deployed,
  platform: "kubernetes",
  kubernetes: { context: "ballast", namespace: "ballast-test" },
  endpoints: { gateway: "https://127.0.0.1:30000", shop: "https://shop.example.test" },
  services: { notes: { units: ["Deployment/notes"], needs: [] } },
  recovery: {},
};
const isDeployed = { "stack output": { stdout: JSON.stringify(outputs) }, "stack history": { stdout: "[]" } };
/** A service that is healthy, and nothing that measures it. */
const cluster = () =>
  new FakeApi({
    "/apis/apps/v1/namespaces/ballast-test/deployments": list(deployment("notes", 1)),
    "/apis/apps/v1/namespaces/ballast-test/replicasets": list(replicaSet("notes")),
    "/api/v1/namespaces/ballast-test/pods": list(pod("notes-a", "notes")),
    "/api/v1/namespaces/ballast-test/pods/notes-a/log": "2026-01-31T12:00:00.5Z hello\n",
  });

beforeEach(() => {
  for (const method of ["log", "error"] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, "write").mockReturnValue(true);
  delete process.env["BALLAST_STACK"];
  answering(isDeployed);
  jest.mocked(connect).mockReturnValue(cluster());
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.mocked(connect).mockReset();
  pulumi.remove();
});

function answering(answers: ConstructorParameters<typeof FakePulumi>[0]): void {
  pulumi = new FakePulumi(answers);
  jest.mocked(engine.readyToolchain).mockResolvedValue({ ...pulumi.engine, parts: [] });
  jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
}

async function run(line: string): Promise<number> {
  let code = -1;
  const argv = line.split(" ");
  try {
    await createProgram(argv, (exitCode) => (code = exitCode)).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommandError) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    throw error;
  }
}

test.each([
  ["up --yes", "up --yes --policy-pack policies --stack dev"],
  ["up -yf -s prod", "up --yes --skip-preview --policy-pack policies --stack prod"],
  ["up --target urn:x --yes --parallel 4", "up --yes --target urn:x --parallel 4 --policy-pack policies --stack dev"],
  ["up --yes --json --config=a:b=c -m words", "up --yes --json --config=a:b=c -m words --policy-pack policies --stack dev"],
  ["up --plan /tmp/plan.json", "up --yes --plan=/tmp/plan.json --policy-pack policies --stack dev"],
  ["up --yes -v 2", "up --yes -v 2 --policy-pack policies --stack dev"],
  ["preview --save-plan /tmp/plan.json", "preview --save-plan=/tmp/plan.json --policy-pack policies --stack dev"],
  ["preview", "preview --policy-pack policies --stack dev"],
  [
    "preview --diff --policy-pack mine --expect-no-changes",
    "preview --expect-no-changes --diff --policy-pack mine --policy-pack policies --stack dev",
  ],
  ["preview --stack org/ballast/dev", "preview --policy-pack policies --stack org/ballast/dev"],
  ["down --yes --refresh", "destroy --exclude-protected --yes --refresh --stack dev"],
])("%s runs pulumi %s", async (line, call) => {
  expect(await run(line)).toBe(exit.done);
  expect(pulumi.changes()).toEqual([call]);
});

test("BALLAST_STACK names the stack, and --stack comes before it", async () => {
  process.env["BALLAST_STACK"] = "prod";
  await run("preview");
  await run("preview -s dev");
  expect(pulumi.changes()).toEqual(["preview --policy-pack policies --stack prod", "preview --policy-pack policies --stack dev"]);
});

test.each([
  "stats",
  "status --jsn",
  "status --wait",
  "wait --timeout 0",
  "wait --timeout soon",
  "wait --timeout -1",
  "logs --tail x",
  "logs --since yesterday",
  "status a b",
  "status --watch redis",
  "status --stack --json",
  "status --stack ../x",
  "status no-such-service",
  "doctor --fix",
  "env x",
  "test no-such-suite",
  "up dev",
  "preview prod",
  "down dev --yes",
  "down --yes --confirm-data dev",
  "up --yes -v 9",
  "preview --logtostderr --verbose=3",
  "drift x",
  "backup",
  "backup verify-all",
  "backup now hourly",
  "backup show",
  "backup list x",
  "bench",
  "bench http --seconds 61",
  "bench http --concurrency 257",
  "bench http --max-ms 0",
  "images",
  "images pull",
  "cluster",
  "cluster start",
  "cluster load",
  "cluster down --yes --delete disk",
  "render x",
  "top no-such-service",
  "top --watch 0",
  "hosts x",
  "",
])("`%s` is refused, and reaches nothing", async (line) => {
  expect(await run(line)).toBe(exit.usage);
  expect(pulumi.changes()).toEqual([]);
});

test.each(["up", "up --json", "down", "down --data", "down --data --yes", "down --data --confirm-data dev"])(
  "`%s` without a terminal changes nothing",
  async (line) => {
    expect(await run(line)).toBe(exit.notConfirmed);
    expect(pulumi.changes()).toEqual([]);
  },
);

test("data is unprotected and deleted only after everything else has stopped", async () => {
  expect(await run("down --yes --data --confirm-data dev")).toBe(exit.done);
  expect(pulumi.changes()).toEqual([
    "destroy --exclude-protected --yes --stack dev",
    "state unprotect --all --yes --stack dev",
    "destroy --skip-preview --yes --stack dev",
  ]);
});

test("when stopping fails, data stays protected", async () => {
  pulumi.remove();
  answering({ ...isDeployed, "destroy --exclude-protected": { exitCode: 1 } });
  expect(await run("down --yes --data --confirm-data dev")).toBe(1);
  expect(pulumi.changes()).toEqual(["destroy --exclude-protected --yes --stack dev"]);
});

test("without a stack there is nothing to stop, and that is no error", async () => {
  pulumi.remove();
  answering({ "stack output": { exitCode: 6 } });
  expect(await run("down")).toBe(exit.done);
  expect(await run("status")).toBe(exit.missing);
  expect(await run("up --yes --stack nowhere")).toBe(exit.usage);
  expect(pulumi.changes()).toEqual([]);
});

test("a failed update keeps Pulumi's exit code", async () => {
  pulumi.remove();
  answering({ ...isDeployed, "up --yes": { exitCode: 5 } });
  expect(await run("up --yes")).toBe(5);
});

describe("drift", () => {
  const step = { op: "update", urn: "urn:pulumi:dev::ballast::docker:index/container:Container::redis", diffReasons: ["memory"] };
  const nothing = { stdout: "{}" };
  const something = { stdout: JSON.stringify({ steps: [step] }), exitCode: 7 };
  test.each([
    ["none", nothing, nothing, exit.done],
    ["some on the machine", something, nothing, exit.failed],
    ["some in the program", nothing, something, exit.failed],
    ["not to be asked", { stdout: "", exitCode: 255 }, nothing, exit.couldNotAsk],
    ["a preview that failed", nothing, { ...nothing, exitCode: 1 }, exit.couldNotAsk],
  ])("%s", async (_what, refresh, preview, code) => {
    pulumi.remove();
    answering({ ...isDeployed, "refresh --preview-only": refresh, "preview --json": preview });
    expect(await run("drift")).toBe(code);
    expect(pulumi.changes()[0]).toBe("refresh --preview-only --json --expect-no-changes --stack dev --non-interactive --color never");
  });

  test("of backups whose verification cannot be asked is drift: unknown is never good", async () => {
    const archive = {
      engine: "pgbackrest",
      stanza: "main",
      cipher: "",
      key: "",
      volumes: [],
      archiveTimeoutSeconds: 40,
      rpoTargetSeconds: 60,
    };
    const verification = { service: "proof", schedule: "0 4 * * *", volumes: [], publicKey: "" };
    const verified = {
      ...outputs,
      services: { ...outputs.services, proof: { units: ["CronJob/proof"], needs: [] } },
      recovery: { postgres: { volumes: [], archive: { ...archive, repositories: [{ number: 1, type: "volume" }] }, verification } },
    };
    pulumi.remove();
    answering({ "stack output": { stdout: JSON.stringify(verified) }, "refresh --preview-only": nothing, "preview --json": nothing });
    expect(await run("drift --json")).toBe(exit.failed);
    expect(JSON.parse(String(jest.mocked(console.log).mock.calls[0]?.[0]))).toEqual({
      stack: "dev",
      differences: [{ where: "evidence", op: "unknown", resource: "proof", properties: ["CronJob/proof: no such CronJob"] }],
    });
  });

  test("of what is not deployed, nothing is known", async () => {
    pulumi.remove();
    answering({ "stack output": { exitCode: 6 } });
    expect(await run("drift")).toBe(exit.missing);
  });
});

test("what Pulumi prints of secrets does not get through", async () => {
  pulumi.remove();
  answering({ ...isDeployed, "up --yes": { stdout: "resource urn:x violates plan: properties changed: ++a[hush]\nhush\n", exitCode: 1 } });
  const written: string[] = [];
  jest.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  expect(await run("up --plan plan.json")).toBe(1);
  const text = written.join("");
  expect(text).toContain("resource urn:x violates plan");
  expect(text).not.toContain("hush");
});

describe("on Kubernetes", () => {
  const printed = (): string => jest.mocked(console.log).mock.calls.flat().join("\n");

  test("status, wait and the summary of up ask the cluster that the outputs name", async () => {
    for (const line of ["status", "wait", "up --yes"]) {
      expect(await run(line)).toBe(exit.done);
      expect(printed()).toMatch(/^notes +healthy$/m);
      jest.mocked(console.log).mockClear();
    }
    expect(connect).toHaveBeenLastCalledWith("ballast");
  });

  test("logs name the pod", async () => {
    const written: string[] = [];
    jest.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
    expect(await run("logs notes")).toBe(exit.done);
    expect(written).toEqual(["notes-a | hello\n"]);
  });

  test("what is not there is missing", async () => {
    jest.mocked(connect).mockReturnValue(new FakeApi({}));
    for (const line of ["status", "wait --timeout 1", "logs", "up --yes"]) expect(await run(line)).toBe(exit.missing);
    expect(console.error).toHaveBeenCalledWith("Deployment/notes: no such Deployment");
  });

  test("an API that does not answer is never called healthy, nor missing", async () => {
    const silent = () => Promise.reject(new CommandError("no answer", exit.couldNotAsk));
    jest.mocked(connect).mockReturnValue({ request: silent, exec: silent });
    for (const line of ["status", "wait", "logs", "top", "up --yes"]) expect(await run(line)).toBe(exit.couldNotAsk);
  });

  test("top says that nothing measures", async () => {
    expect(await run("top")).toBe(exit.couldNotAsk);
    expect(printed()).toBe("");
  });

  test("hosts prints lines, and asks nobody", async () => {
    expect(await run("hosts")).toBe(exit.done);
    expect(printed()).toBe("127.0.0.1 shop.example.test");
    expect(connect).not.toHaveBeenCalled();
  });

  test("deleting data deletes what Pulumi has left", async () => {
    const api = cluster();
    jest.mocked(connect).mockReturnValue(api);
    expect(await run("down --yes --data --confirm-data dev")).toBe(exit.done);
    expect(api.asked).toEqual([
      "DELETE /api/v1/namespaces/ballast-test/persistentvolumeclaims/no-such-volume",
      "GET /api/v1/namespaces/ballast-test",
    ]);
  });

  test("outputs that do not say where are refused", async () => {
    pulumi.remove();
    answering({ ...isDeployed, "stack output": { stdout: JSON.stringify({ ...outputs, kubernetes: undefined }) } });
    for (const line of ["status", "logs", "top"]) expect(await run(line)).toBe(exit.couldNotAsk);
  });
});
