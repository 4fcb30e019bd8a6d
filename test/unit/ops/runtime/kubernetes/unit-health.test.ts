import type { UnitHealth } from "../../../../../ops/health";
import { warnings } from "../../../../../ops/runtime/kubernetes/events";
import { collect } from "../../../../../ops/runtime/kubernetes/evidence";
import { unitHealth } from "../../../../../ops/runtime/kubernetes/unit-health";
import { FakeApi, list } from "./fake-api";
import { at, deployment, event, job, jobPod, made, meta, pod, replicaSet } from "./objects";

/** K82, K86: the words of `status` on Kubernetes. Does not prove that a cluster answers like this: test/cluster does. */
interface World {
  deployments?: object[];
  statefulsets?: object[];
  pods?: object[];
  events?: object[];
  cronjobs?: object[];
  jobs?: object[];
}

async function judge(unit: string, world: World, seconds = 10): Promise<UnitHealth> {
  const apps = "/apis/apps/v1/namespaces/ballast-test";
  const batch = "/apis/batch/v1/namespaces/ballast-test";
  const api = new FakeApi({
    [`${apps}/deployments`]: list(...(world.deployments ?? [])),
    [`${apps}/statefulsets`]: list(...(world.statefulsets ?? [])),
    [`${apps}/replicasets`]: list(replicaSet("notes"), replicaSet("other")),
    [`${batch}/cronjobs`]: list(...(world.cronjobs ?? [])),
    [`${batch}/jobs`]: list(...(world.jobs ?? [])),
    "/api/v1/namespaces/ballast-test/pods": list(...(world.pods ?? [])),
    "/api/v1/namespaces/ballast-test/events": list(...(world.events ?? [])),
  });
  const evidence = await collect(api, "ballast-test", [unit]);
  return unitHealth(unit, evidence, await warnings(api, "ballast-test"), made + seconds * 1000);
}

/** One replica, with a pod that is as told. */
const notes = (container: object, more: Parameters<typeof pod>[3] = { ready: false }, events: object[] = [], seconds = 10) =>
  judge("Deployment/notes", { deployments: [deployment("notes", 1)], pods: [pod("notes-a", "notes", container, more)], events }, seconds);

const waiting = (reason: string, message = "") => ({ started: false, containerID: undefined, state: { waiting: { reason, message } } });
const ended = (exitCode: number, reason = "Error") => ({
  terminated: { exitCode, reason, startedAt: at(1), finishedAt: at(2), containerID: "containerd://old" },
});

test("rolled out and ready is healthy, and says no more", async () => {
  expect(await notes({}, {})).toEqual({ unit: "Deployment/notes", health: "healthy" });
});

test("pods of others do not count", async () => {
  const pods = [pod("notes-a", "notes"), pod("other-a", "other", waiting("ImagePullBackOff"), { ready: false })];
  expect((await judge("Deployment/notes", { deployments: [deployment("notes", 1)], pods })).health).toBe("healthy");
});

test.each(["Deployment/notes", "StatefulSet/notes", "CronJob/notes"])("%s that is not there is missing", async (unit) => {
  expect(await judge(unit, {})).toEqual({ unit, health: "missing", reason: `no such ${unit.split("/")[0]}` });
});

test("scaled to nothing is missing", async () => {
  expect(await judge("Deployment/notes", { deployments: [deployment("notes", 0)] })).toMatchObject({
    health: "missing",
    reason: "scaled to 0 replicas",
  });
});

test("an image that cannot be pulled, with the reason", async () => {
  expect(await notes(waiting("ImagePullBackOff", 'Back-off pulling image "localhost:5001/notes:1"'))).toEqual({
    unit: "Deployment/notes",
    health: "unhealthy",
    reason: 'notes-a: ImagePullBackOff: Back-off pulling image "localhost:5001/notes:1"',
    container: "notes-a/notes",
  });
});

test("a crash loop, with exit code and restarts", async () => {
  const crashed = {
    restartCount: 4,
    lastState: ended(3),
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s restarting failed" } },
  };
  expect((await notes({ ...crashed, started: false })).reason).toBe("notes-a: CrashLoopBackOff, exit code 3, 4 restarts");
  expect((await notes({ ...crashed, restartCount: 1, lastState: ended(137, "OOMKilled") })).reason).toBe(
    "notes-a: CrashLoopBackOff, exit code 137, killed for want of memory, 1 restart",
  );
});

test("a container that has ended", async () => {
  expect(await notes({ started: false, state: ended(1) })).toMatchObject({ health: "unhealthy", reason: "notes-a: exited, exit code 1" });
});

test("a pod that no node takes, in the scheduler's words", async () => {
  const message = "0/1 nodes are available: 1 Insufficient memory.";
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: at(0) }];
  expect(await notes({}, { ready: false, status: { phase: "Pending", conditions, containerStatuses: undefined } })).toMatchObject({
    health: "unhealthy",
    reason: `notes-a: not scheduled: ${message}`,
  });
});

test("a pod that waits for its volume, in the kubelet's words", async () => {
  const mount = event("FailedMount", 'MountVolume.SetUp failed for volume "secrets":\n secret "notes-secrets-1" not found', "notes-a", 5);
  expect(await notes(waiting("ContainerCreating"), { ready: false }, [mount])).toMatchObject({
    health: "starting",
    reason: 'notes-a: not started yet: FailedMount: MountVolume.SetUp failed for volume "secrets": secret "notes-secrets-1" not found',
  });
  expect((await notes(waiting("ContainerCreating"))).reason).toBe("notes-a: not started yet");
});

describe("readiness", () => {
  const field = "spec.containers{notes}";
  const failed = (seconds: number) =>
    event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", "notes-a", seconds, field);

  test("not yet, with what the probe said", async () => {
    expect(await notes({ ready: false }, { ready: false }, [failed(8)])).toMatchObject({
      health: "starting",
      reason: "notes-a: its readiness probe has not passed yet",
      check: "Readiness probe failed: HTTP probe failed with statuscode: 503",
    });
  });

  test("a startup probe comes first", async () => {
    expect(await notes({ ready: false, started: false })).toMatchObject({
      health: "starting",
      reason: "notes-a: its startup probe has not passed yet",
    });
  });

  // 5 s + 3 × 5 s after its start at 1 s.
  test.each([
    [20, "starting"],
    [22, "unhealthy"],
  ])("for %d s is %s", async (seconds, health) => {
    expect((await notes({ ready: false }, { ready: false }, [], seconds)).health).toBe(health);
  });

  test("lost is unhealthy at once", async () => {
    const conditions = [{ type: "Ready", status: "False", reason: "ContainersNotReady", lastTransitionTime: at(9) }];
    expect(await notes({ ready: false }, { ready: false, status: { conditions } }, [failed(9)], 10)).toMatchObject({
      health: "unhealthy",
      reason: "notes-a: its readiness probe fails",
      check: "Readiness probe failed: HTTP probe failed with statuscode: 503",
    });
  });

  test("what a probe said before a restart is not repeated", async () => {
    const restarted = { ready: false, restartCount: 2, state: { running: { startedAt: at(60) } }, lastState: ended(1) };
    const found = await notes(restarted, { ready: false }, [failed(50)], 62);
    expect(found.reason).toBe("notes-a: its readiness probe has not passed yet; before, it ended with exit code 1, 2 restarts");
    expect(found.check).toBeUndefined();
  });

  test("containers that are ready on a node that is lost are not enough", async () => {
    const conditions = [{ type: "Ready", status: "False", lastTransitionTime: at(9) }];
    expect(await notes({}, { status: { conditions } })).toMatchObject({
      health: "unhealthy",
      reason: "notes-a: its containers are ready, and it is not: its node does not answer, or a readiness gate is closed",
    });
  });
});

describe("replicas", () => {
  const two = (status: object, pods: object[], metadata: object = {}, events: object[] = []) =>
    judge("Deployment/notes", { deployments: [deployment("notes", 2, status, metadata)], pods, events });
  const [a, b] = [pod("notes-a", "notes"), pod("notes-b", "notes")];

  test("one that is missing", async () => {
    expect(await two({ replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 }, [a])).toMatchObject({
      health: "starting",
      reason: "1 of 2 pods are there",
    });
  });

  test("one that is ending does not count", async () => {
    const ending = pod("notes-b", "notes", {}, { metadata: { deletionTimestamp: at(3) } });
    expect((await two({ readyReplicas: 1 }, [a, ending])).reason).toBe("1 of 2 pods are there");
  });

  test("one that the API refuses, with its reason", async () => {
    const message = 'pods "notes-x" is forbidden: violates PodSecurity "restricted:latest"';
    const conditions = [{ type: "ReplicaFailure", status: "True", reason: "FailedCreate", message }];
    expect(await two({ readyReplicas: 1, conditions }, [a])).toMatchObject({
      health: "unhealthy",
      reason: `1 of 2 ready; a pod was refused: ${message}`,
    });
  });

  test("the worst of them counts, and is named", async () => {
    const broken = pod("notes-b", "notes", waiting("CreateContainerConfigError", 'secret "x" not found'), { ready: false });
    expect(await two({ readyReplicas: 1 }, [a, broken])).toMatchObject({
      health: "unhealthy",
      reason: '1 of 2 ready; notes-b: CreateContainerConfigError: secret "x" not found',
    });
  });

  test.each([
    ["a change that nobody has looked at", {}, { generation: 2 }, "its change has not been taken up yet"],
    ["a rollout", { replicas: 3, updatedReplicas: 1 }, {}, "2 of 2 ready; rolling out: 1 of 2 updated"],
    ["a replica of before", { replicas: 3 }, {}, "2 of 2 ready; rolling out: 2 of 2 updated"],
    ["a replica that is not available", { availableReplicas: 1 }, {}, "2 of 2 ready; not available yet"],
  ])("%s is starting", async (_what, status, metadata, reason) => {
    expect(await two(status, [a, b], metadata)).toMatchObject({ health: "starting", reason });
  });

  test("a rollout that took too long is unhealthy", async () => {
    const message = 'ReplicaSet "notes-6d5f" has timed out progressing';
    const conditions = [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: `${message}.` }];
    expect(await two({ updatedReplicas: 1, conditions }, [a, b])).toMatchObject({
      health: "unhealthy",
      reason: `2 of 2 ready; ${message}`,
    });
  });
});

describe("sidecars and init containers", () => {
  const spec = {
    initContainers: [{ name: "prepare" }, { name: "proxy", restartPolicy: "Always", readinessProbe: {} }],
    containers: [{ name: "notes" }, { name: "exporter" }],
  };
  const status = (name: string, more: object = {}) => ({
    name,
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: at(1) } },
    lastState: {},
    ...more,
  });
  const judged = (init: object[], containers: object[]) =>
    judge("Deployment/notes", {
      deployments: [deployment("notes", 1)],
      pods: [pod("notes-a", "notes", {}, { spec, status: { initContainerStatuses: init, containerStatuses: containers } })],
    });
  const prepared = status("prepare", { started: false, state: { terminated: { exitCode: 0, reason: "Completed" } } });

  test("an init container that has done its work does not count", async () => {
    expect((await judged([prepared, status("proxy")], [status("notes"), status("exporter")])).health).toBe("healthy");
  });

  test("a sidecar counts, and is named with its pod", async () => {
    const broken = status("exporter", {
      ready: false,
      restartCount: 2,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: ended(2),
    });
    expect(await judged([prepared, status("proxy")], [status("notes"), broken])).toMatchObject({
      health: "unhealthy",
      reason: "notes-a/exporter: CrashLoopBackOff, exit code 2, 2 restarts",
      container: "notes-a/exporter",
    });
  });

  test("an init container at work is starting, one that fails is unhealthy", async () => {
    const waits = [status("notes", { ready: false, ...waiting("PodInitializing") })];
    const working = status("prepare", { ready: false, started: false });
    expect(await judged([working], waits)).toMatchObject({ health: "starting", reason: "notes-a/prepare: it prepares the pod" });
    const failing = status("prepare", {
      ready: false,
      restartCount: 1,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: ended(9),
    });
    expect(await judged([failing], waits)).toMatchObject({
      health: "unhealthy",
      reason: "notes-a/prepare: CrashLoopBackOff, exit code 9, 1 restart",
    });
  });
});

describe("a scheduled job", () => {
  const cronJob = (more: { suspend?: boolean; changed?: number } = {}) => ({
    metadata: meta("x", { managedFields: [{ time: at(more.changed ?? 0) }, { time: at(900), subresource: "status" }] }),
    spec: { suspend: more.suspend ?? false },
  });
  const judged = (cron: object, jobs: object[], pods: object[] = []) => judge("CronJob/x", { cronjobs: [cron], jobs, pods });

  test("that has not run is healthy", async () => expect((await judged(cronJob(), [])).health).toBe("healthy"));

  test("that is suspended is not", async () => {
    expect(await judged(cronJob({ suspend: true }), [])).toMatchObject({ health: "unhealthy", reason: "suspended" });
  });

  test("is unhealthy after a run that failed, and healthy after one that did not", async () => {
    const pods = [jobPod("x-1-a", "x-1", { terminated: { exitCode: 4, reason: "Error" } })];
    expect(await judged(cronJob(), [job("x-1", "x", 60, "Failed")], pods)).toEqual({
      unit: "CronJob/x",
      health: "unhealthy",
      reason: "its last run, x-1, failed: exit code 4",
      container: "x-1-a/x",
    });
    expect((await judged(cronJob(), [job("x-2", "x", 120, "Complete"), job("x-1", "x", 60, "Failed")], pods)).health).toBe("healthy");
  });

  test("that was changed after its failure has not failed as it is now", async () => {
    expect((await judged(cronJob({ changed: 61 }), [job("x-1", "x", 60, "Failed")])).health).toBe("healthy");
  });
});
