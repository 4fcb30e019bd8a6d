import { Command, CommanderError } from "commander";
import { backupCommand } from "../../../../ops/commands/backup";
import { added, chosen, percentOf } from "../../../../ops/commands/backup/now";
import * as engine from "../../../../ops/engine";
import { CommandError, exit } from "../../../../ops/exit";
import { connect } from "../../../../ops/runtime/kubernetes/connect";
import { publicKeyOf, signed, signingKey } from "../../../../services/drill/src/evidence/signature";
import { evidenceOf } from "../../../../services/drill/test/evidence/evidence-of";
import { deployed, FakePulumi } from "../fake-pulumi";
import { FakeApi, list } from "../runtime/kubernetes/fake-api";
import { job, jobPod, meta, pod } from "../runtime/kubernetes/objects";
import { backupsOf, infoOf, labels, recording } from "./recorded";

jest.mock("../../../../ops/engine");
jest.mock("../../../../ops/runtime/kubernetes/connect");

/** `./ballast backup` from the command line to what is asked of a cluster. Does not prove what a cluster makes of it: test/cluster does. */
const batch = "/apis/batch/v1/namespaces/ballast-test";
const core = "/api/v1/namespaces/ballast-test";
const jobs = {
  full: { service: "postgres-backup-full", schedule: "0 2 * * 0" },
  differential: { service: "postgres-backup-differential", schedule: "0 2 * * 1-6" },
};
const outputs = {
  ...deployed,
  platform: "kubernetes",
  kubernetes: { context: "ballast", namespace: "ballast-test" },
  services: {
    postgres: { units: ["StatefulSet/postgres"], needs: [] },
    "postgres-verification": { units: ["CronJob/postgres-verification"], needs: [] },
    "postgres-backup-full": { units: ["CronJob/postgres-backup-full"], needs: ["postgres"] },
    "postgres-backup-differential": { units: ["CronJob/postgres-backup-differential"], needs: ["postgres"] },
  },
  recovery: {
    postgres: {
      volumes: [],
      archive: {
        engine: "pgbackrest",
        stanza: "main",
        cipher: "aes-256-cbc",
        key: "postgres-archive-key",
        volumes: [],
        repositories: [{ number: 1, type: "volume", volume: "postgres-repository" }],
        archiveTimeoutSeconds: 40,
        rpoTargetSeconds: 60,
      },
      backups: { jobs, retentionDays: 7 },
      verification: {
        service: "postgres-verification",
        schedule: "0 4 * * *",
        volumes: [],
        publicKey: publicKeyOf("a secret"),
      },
    },
  },
};
const postgres = pod(
  "postgres-0",
  "postgres",
  {},
  {
    metadata: { ownerReferences: [{ kind: "StatefulSet", name: "postgres", controller: true }] },
  },
);
const answers = (info: string) => ({
  [`${core}/pods`]: list(postgres),
  "EXEC postgres-0/postgres info": info,
  "EXEC postgres-0/postgres backup/main": recording("folders.json"),
  "EXEC postgres-0/postgres archive/main/17-1/0000000100000000": recording("segments.json"),
});

let pulumi: FakePulumi;
const printed = (): string => jest.mocked(console.log).mock.calls.flat().join("\n");
const shown: string[] = [];

beforeEach(() => {
  deployedAs(outputs);
  jest.useFakeTimers({ now: new Date("2026-11-25T20:00:00.000Z"), doNotFake: ["setTimeout", "setImmediate", "nextTick"] });
  for (const method of ["log", "error"] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
  shown.splice(0);
  jest.spyOn(process.stderr, "write").mockImplementation((text) => shown.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  pulumi.remove();
});

function deployedAs(all: object): void {
  pulumi = new FakePulumi({ "stack output": { stdout: JSON.stringify(all) } });
  jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
}

async function run(line: string, given: FakeApi["answers"]): Promise<number> {
  jest.mocked(connect).mockReturnValue(new FakeApi(given));
  return runOn(line);
}

async function runOn(line: string): Promise<number> {
  let code = -1;
  const program = new Command("ballast").exitOverride();
  backupCommand(program, (exitCode) => (code = exitCode));
  try {
    await program.parseAsync(["backup", ...line.split(" ")], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommandError) {
      console.error(error.message);
      return error.exitCode;
    }
    if (error instanceof CommanderError) return exit.usage;
    throw error;
  }
}
const complaint = (): string => jest.mocked(console.error).mock.calls.flat().join("\n");

describe.each([
  ["healthy", recording("healthy.json"), { list: exit.done, status: exit.done }],
  ["a newest backup that is damaged", recording("damaged.json"), { list: exit.failed, status: exit.failed }],
  ["no backup", recording("no-backup.json"), { list: exit.missing, status: exit.missing }],
  ["one of two repositories gone", recording("one-of-two-gone.json"), { list: exit.failed, status: exit.failed }],
  ["no stanza", recording("no-stanza.json"), { list: exit.couldNotAsk, status: exit.couldNotAsk }],
  ["a key that does not fit", recording("wrong-key.txt"), { list: exit.couldNotAsk, status: exit.couldNotAsk }],
])("%s (BR3, BR5)", (_what, info, codes) => {
  test.each(Object.entries(codes))("%s", async (command, code) => {
    expect(await run(command, answers(info))).toBe(code);
    expect(await run(`${command} --json`, answers(info))).toBe(code);
  });
});

test("a job that has missed its time is told (BR7)", async () => {
  jest.setSystemTime(new Date("2026-11-26T04:00:00.000Z"));
  expect(await run("status --json", answers(recording("healthy.json")))).toBe(exit.failed);
  const { jobs: found, verified } = JSON.parse(printed()) as { jobs: { type: string; verdict: string }[]; verified: boolean };
  expect(found.map(({ type, verdict }) => [type, verdict])).toEqual([
    ["full", "ok"],
    ["differential", "overdue"],
  ]);
  expect(verified).toBe(false);
});

test("list has the recovery window", async () => {
  await run("list --json", answers(recording("healthy.json")));
  expect(JSON.parse(printed())).toMatchObject({
    windows: [{ repository: 1, from: "2026-11-25T19:33:45.000Z", to: "2026-11-25T19:33:48.000Z" }],
  });
});

test("show has one backup, with what only its manifest tells", async () => {
  const words = `EXEC postgres-0/postgres --repo=1 --set=${labels.damaged} info`;
  const given = { [words]: recording("damaged-alone.json"), ...answers(recording("damaged.json")) };
  expect(await run(`show ${labels.damaged} --json`, given)).toBe(exit.failed);
  expect(JSON.parse(printed())).toMatchObject({
    backups: [
      { label: labels.damaged, state: "damaged", ratio: 7.5, tookSeconds: 1, details: { damagedFiles: ["base/5/16384"] }, verified: false },
    ],
  });
  expect(await run("show no-such-label", given)).toBe(exit.usage);
  expect(complaint()).toContain(`such as ${labels.onDamaged}`);
});

describe("now", () => {
  const name = "postgres-backup-differential-now-x2b4c";
  /** @param info what pgBackRest says before and after the job was posted */
  const cluster = (info: [before: string, after: string], exitCode = 0): FakeApi => {
    const end = exitCode === 0 ? "Complete" : "Failed";
    const api: FakeApi = new FakeApi({
      ...answers(""),
      [`${batch}/cronjobs/postgres-backup-differential`]: {
        metadata: meta("postgres-backup-differential"),
        spec: { jobTemplate: { spec: { backoffLimit: 0, template: {} } } },
      },
      [`POST ${batch}/jobs`]: { metadata: meta(name), status: {} },
      [`${batch}/jobs/${name}`]: job(name, "postgres-backup-differential", 5, end),
      [`${core}/pods?labelSelector=batch.kubernetes.io/job-name=${name}`]: list(jobPod("pod", name, { terminated: { exitCode } })),
      [`${core}/pods/pod/log`]: "2026-11-25T19:33:45.5Z the job's own line\n",
      get "EXEC postgres-0/postgres info"(): string {
        return info[api.sent.length === 0 ? 0 : 1];
      },
    });
    jest.mocked(connect).mockReturnValue(api);
    return api;
  };
  const [none, some] = [recording("no-backup.json"), recording("healthy.json")];

  test("runs the smallest that is scheduled, hands on its lines, and says what it has made (BR10)", async () => {
    cluster([none, some]);
    expect(await runOn("now")).toBe(exit.done);
    expect(shown.join("")).toContain("the job's own line\n");
    expect(printed().split("\n")[0]).toBe(`${labels.full}: full, database 23.9Mi, stored 3.2Mi, took 1 s, intact`);
  });

  test("as JSON, with nothing else on standard output", async () => {
    cluster([none, some]);
    expect(await runOn("now --json differential")).toBe(exit.done);
    const { backups } = JSON.parse(printed()) as { backups: { label: string }[] };
    expect(backups).toEqual(backupsOf(infoOf("healthy.json")));
  });

  test.each([
    ["a job that ended well and left no new backup", [some, some], 0, "no new backup, the job ended with exit code 0"],
    ["a job that failed", [some, some], 82, "no new backup, the job ended with exit code 82"],
    ["a job that failed after its backup", [none, some], 1, `exit code 1, after ${labels.full}`],
  ] as [string, [string, string], number, string][])("%s is a failure", async (_what, info, exitCode, message) => {
    cluster(info, exitCode);
    expect(await runOn("now differential")).toBe(exit.failed);
    expect(complaint()).toContain(message);
  });

  test("what was made and is damaged is a failure", async () => {
    cluster([some, recording("damaged.json")]);
    expect(await runOn("now")).toBe(exit.failed);
    expect(printed()).toContain(`${labels.damaged}: full, database 23.9Mi, stored 3.2Mi, took 1 s, damaged: page checksum errors`);
  });

  test("a type that is not scheduled, or that there is none of, runs nothing", async () => {
    const api = cluster([none, some]);
    expect(await runOn("now incremental")).toBe(exit.usage);
    expect(complaint()).toContain(
      "got incremental, allowed is what is scheduled: full, differential\nFix: schedule it: ballast:postgres.backup.schedules.incremental",
    );
    expect(await runOn("now hourly")).toBe(exit.usage);
    expect(api.sent).toEqual([]);
  });
});

describe("verify and evidence", () => {
  const name = "postgres-verification-now-x2b4c";
  const document = signed(evidenceOf(), signingKey("a secret"));
  const told = `${JSON.stringify({ file: "a.json", text: JSON.stringify(document) })}\n${JSON.stringify({ files: 1, all: 1 })}`;
  const cluster = (log: string, exitCode = 0): FakeApi => {
    const api = new FakeApi({
      [`${batch}/cronjobs/postgres-verification`]: {
        metadata: meta("postgres-verification"),
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: "drill", command: ["drill", "verify"] }] } } } } },
      },
      [`POST ${batch}/jobs`]: { metadata: meta(name), status: {} },
      [`${batch}/jobs/${name}`]: job(name, "postgres-verification", 5, exitCode === 0 ? "Complete" : "Failed"),
      [`${core}/pods?labelSelector=batch.kubernetes.io/job-name=${name}`]: list(jobPod("pod", name, { terminated: { exitCode } })),
      [`${core}/pods/pod/log`]: log
        .split("\n")
        .map((line) => `2026-11-25T19:33:45.5Z ${line}\n`)
        .join(""),
    });
    jest.mocked(connect).mockReturnValue(api);
    return api;
  };
  const commands = (api: FakeApi) =>
    api.sent.map(
      (sent) =>
        (sent as { spec: { template: { spec: { containers: { command: string[] }[] } } } }).spec.template.spec.containers[0]?.command,
    );

  test.each([0, 1, 3, 4])("verify ends with %i as the drill does, and hands on its lines (BR3, BR10)", async (exitCode) => {
    const api = cluster("restoring backup 20261125-020000F\nPASS: backup 20261125-020000F", exitCode);
    expect(await runOn("verify 20261125-020000F --seed again")).toBe(exitCode);
    expect(commands(api)).toEqual([["drill", "verify", "--label", "20261125-020000F", "--seed", "again"]]);
    expect(shown.join("")).toContain("restoring backup 20261125-020000F\n");
  });

  test.each([
    ["backups", "verify"],
    ["dumps", "verify-dumps"],
    ["snapshots", "verify-snapshot"],
  ])("verify --of %s runs %s", async (of, program) => {
    pulumi.remove();
    const { verification } = outputs.recovery.postgres;
    const { postgres } = outputs.recovery;
    deployedAs({
      ...outputs,
      recovery: {
        postgres: { ...postgres, dumps: { ...postgres.backups, verification } },
        redis: { volumes: [], backups: { ...postgres.backups, verification } },
      },
    });
    const api = cluster("PASS");
    expect(await runOn(`verify --of ${of}`)).toBe(exit.done);
    expect(commands(api)).toEqual([["drill", program]]);
  });

  test("verify --of what nothing verifies says how to get it", async () => {
    cluster("");
    expect(await runOn("verify --of dumps")).toBe(exit.missing);
    expect(complaint()).toContain("got no verification of dumps in its outputs\nFix: deploy it again");
  });

  test.each([
    "verify --of dumps --seed a",
    "verify --of snapshots 20260125-020009F",
    "verify --of others",
    "verify nonsense",
    "verify --seed $(id)",
  ])("%s runs nothing", async (line) => {
    const api = cluster("");
    expect(await runOn(line)).toBe(exit.usage);
    expect(api.sent).toEqual([]);
  });

  test("evidence is read with the job's own volume, and checked with the outputs' key", async () => {
    const api = cluster(told);
    expect(await runOn("evidence --json --latest")).toBe(exit.done);
    expect(commands(api)).toEqual([["drill", "evidence", "--newest", "1"]]);
    expect(JSON.parse(printed())).toMatchObject({ evidence: [{ genuine: true, outcome: "pass", backup: "20261125-020000F" }] });
  });

  test("a changed file makes exit 1, no file 2, an answer without an end 4", async () => {
    cluster(told.replace('\\"pass\\"', '\\"partial\\"'));
    expect(await runOn("evidence")).toBe(exit.failed);
    expect(printed()).toContain("a.json");
    expect(printed()).toContain("not genuine: its signature is wrong");
    cluster(JSON.stringify({ files: 0, all: 0 }));
    expect(await runOn("evidence")).toBe(exit.missing);
    cluster(told.split("\n")[0] ?? "");
    expect(await runOn("evidence")).toBe(exit.couldNotAsk);
  });
});

test("a stack without backups says how to get them", async () => {
  pulumi.remove();
  deployedAs({ ...outputs, recovery: {} });
  expect(await run("list", {})).toBe(exit.missing);
  expect(complaint()).toContain("Fix: deploy it again: ./ballast up --stack dev");
});

test("a server that does not run is never a list without backups", async () => {
  expect(await run("list", { [`${core}/pods`]: list() })).toBe(exit.couldNotAsk);
  expect(complaint()).toContain("StatefulSet/postgres: got no pod that runs");
});

test("the smallest scheduled type is the default", () => {
  expect(chosen(jobs, undefined).type).toBe("differential");
  expect(chosen({ ...jobs, incremental: jobs.full }, undefined).type).toBe("incremental");
  expect(chosen({ full: jobs.full }, undefined)).toMatchObject({ type: "full", service: "postgres-backup-full" });
});

test("a label counts as new in each repository", () => {
  const [first] = backupsOf(infoOf("healthy.json"));
  if (!first) throw new Error("no backup");
  expect(added([first], [first, { ...first, repository: 2 }])).toEqual([{ ...first, repository: 2 }]);
});

test.each([
  [null, null],
  [{ done: 0, all: 0 }, null],
  [{ done: 999, all: 1000 }, "99 %"],
])("progress %j is %j", (progress, text) => expect(percentOf(progress)).toBe(text));
