import { exit } from "../../../../../ops/exit";
import { exitCodeOf } from "../../../../../ops/runtime/kubernetes/exec";
import { KubernetesRuntime } from "../../../../../ops/runtime/kubernetes/runtime";
import { FakeApi, list } from "./fake-api";
import { event, job, jobPod, meta, pod } from "./objects";

const batch = "/apis/batch/v1/namespaces/ballast-test";
const core = "/api/v1/namespaces/ballast-test";
const name = "backup-now-x2b4c";
const pods = `${core}/pods?labelSelector=batch.kubernetes.io/job-name=${name}`;
const template = { backoffLimit: 0, template: { spec: { restartPolicy: "Never", containers: [{ name: "backup", unknownToUs: 1 }] } } };

const apiWith = (answers: FakeApi["answers"]): FakeApi =>
  new FakeApi({
    [`${batch}/cronjobs/backup`]: { metadata: meta("backup"), spec: { schedule: "0 2 * * *", jobTemplate: { spec: template } } },
    [`POST ${batch}/jobs`]: { metadata: meta(name), status: {} },
    ...answers,
  });
const ended = (exitCode: number, how: "Complete" | "Failed"): FakeApi["answers"] => ({
  [`${batch}/jobs/${name}`]: job(name, "backup", 5, how),
  [pods]: list(jobPod("pod", name, { terminated: { exitCode } })),
  [`${core}/pods/pod/log?follow=true`]: "2026-01-31T12:00:01Z one\n2026-01-31T12:00:02Z two\n",
});
async function runNow(api: FakeApi): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await new KubernetesRuntime(api, "ballast-test").runNow("CronJob/backup", (line) => lines.push(line)), lines };
}

test("a Job of the CronJob's template, which belongs to it; its lines and its exit code; and nothing is deleted", async () => {
  const api = apiWith(ended(0, "Complete"));
  expect(await runNow(api)).toEqual({ code: 0, lines: ["one", "two"] });
  expect(api.sent).toEqual([
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        generateName: "backup-now-",
        annotations: { "cronjob.kubernetes.io/instantiate": "manual" },
        ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: "backup", uid: "uid-backup", controller: true }],
      },
      spec: template,
    },
  ]);
  expect(api.asked.filter((call) => !call.startsWith("GET "))).toEqual([`POST ${batch}/jobs`]);
});

test.each([
  ["its container's exit code", 82, "Failed", 82],
  ["1 where its container ended well, and the Job did not", 0, "Failed", 1],
  ["0 where the Job is complete", 0, "Complete", 0],
] as const)("ends with %s", async (_what, container, how, code) => {
  expect((await runNow(apiWith(ended(container, how)))).code).toBe(code);
});

test("a Job with another command has all else of the template", async () => {
  const api = apiWith(ended(0, "Complete"));
  await new KubernetesRuntime(api, "ballast-test").runNow("CronJob/backup", () => undefined, ["drill", "evidence"]);
  expect(api.sent).toMatchObject([
    {
      spec: {
        backoffLimit: 0,
        template: { spec: { restartPolicy: "Never", containers: [{ name: "backup", unknownToUs: 1, command: ["drill", "evidence"] }] } },
      },
    },
  ]);
});

test("waits for its end after its log has ended", async () => {
  const running = { ...job(name, "backup", 5, "Complete"), status: {} };
  const api = apiWith({ ...ended(0, "Complete"), [`${batch}/jobs/${name}`]: running });
  setTimeout(() => Object.assign(api.answers, { [`${batch}/jobs/${name}`]: job(name, "backup", 5, "Complete") }), 300);
  expect((await runNow(api)).code).toBe(0);
});

test("a Job that ended without a pod has an exit code too", async () => {
  expect(await runNow(apiWith({ ...ended(1, "Failed"), [pods]: list() }))).toEqual({ code: 1, lines: [] });
});

test("a Job that somebody deletes has no known end", async () => {
  const answers = ended(0, "Complete");
  delete answers[`${batch}/jobs/${name}`];
  await expect(runNow(apiWith(answers))).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("one that does not start is given up, with the reason, and left to start later", async () => {
  const start = Date.now();
  jest
    .spyOn(Date, "now")
    .mockReturnValueOnce(start)
    .mockReturnValue(start + 120_000);
  const waiting = jobPod("pod", name, { waiting: { reason: "ContainerCreating" } }) as {
    status: { containerStatuses: { containerID?: string }[] };
  };
  for (const status of waiting.status.containerStatuses) delete status.containerID;
  const api = apiWith({
    [`${batch}/jobs/${name}`]: { ...job(name, "backup", 5, "Complete"), status: {} },
    [pods]: list(waiting),
    [`${core}/events`]: list(event("FailedMount", "volume in use", "pod", 1)),
  });
  await expect(runNow(api)).rejects.toThrow(
    `Job ${name}: not started after 120 s, and it still may: pod: not started yet: FailedMount: volume in use\n` +
      `Fix: mend that, or delete it: kubectl --namespace ballast-test delete job ${name}`,
  );
  expect(api.asked.filter((call) => call.startsWith("DELETE"))).toEqual([]);
  jest.restoreAllMocks();
});

test("a CronJob that is not there is not run", async () => {
  const api = new FakeApi({});
  await expect(runNow(api)).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: expect.stringContaining("no such CronJob") as string,
  });
  expect(api.sent).toEqual([]);
});

describe("a program in a container", () => {
  const owned = { ownerReferences: [{ kind: "StatefulSet", name: "postgres", controller: true }] };
  const exec = (api: FakeApi) => new KubernetesRuntime(api, "ballast-test").exec("StatefulSet/postgres", ["pgbackrest", "info"]);

  test("runs in the first container of a pod that runs", async () => {
    const containers = [{ name: "postgres" }, { name: "backup" }];
    const postgres = pod("postgres-0", "postgres", {}, { metadata: owned, spec: { containers } });
    const gone = pod("postgres-1", "postgres", {}, { metadata: { ...owned, deletionTimestamp: "2026-01-31T12:00:00Z" } });
    const api = new FakeApi({ [`${core}/pods`]: list(postgres, gone), "EXEC postgres-0/postgres pgbackrest info": "[]" });
    expect(await exec(api)).toBe("[]");
  });

  test("that fails says how, and what it wrote", async () => {
    const api = new FakeApi({ [`${core}/pods`]: list(pod("postgres-0", "postgres", {}, { metadata: owned })) });
    await expect(exec(api)).rejects.toMatchObject({
      exitCode: exit.couldNotAsk,
      message: "postgres-0: pgbackrest ended with exit code 127: pgbackrest: not found",
    });
  });

  test("ends with a code, or was not run at all", () => {
    expect(exitCodeOf({ status: "Success" })).toBe(0);
    const causes = [{ reason: "ExitCode", message: "37" }];
    expect(exitCodeOf({ status: "Failure", reason: "NonZeroExitCode", message: "command terminated", details: { causes } })).toBe(37);
    expect(() => exitCodeOf({ status: "Failure", reason: "InternalError", message: "container not found" })).toThrow("container not found");
  });
});
