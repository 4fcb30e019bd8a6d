import type { LogLine } from "../../../../../ops/log-lines";
import { exit } from "../../../../../ops/exit";
import { Refusal } from "../../../../../ops/runtime/kubernetes/api";
import { parsed } from "../../../../../ops/runtime/kubernetes/logs";
import { KubernetesRuntime } from "../../../../../ops/runtime/kubernetes/runtime";
import { sinceQuery } from "../../../../../ops/runtime/kubernetes/since";
import type { LogOptions } from "../../../../../ops/runtime/runtime";
import { FakeApi, list } from "./fake-api";
import { pod, replicaSet } from "./objects";

const namespace = "/api/v1/namespaces/ballast-test";
const unit = "Deployment/notes";

function apiWith(pods: object[], answers: FakeApi["answers"] = {}): FakeApi {
  return new FakeApi({
    "/apis/apps/v1/namespaces/ballast-test/replicasets": list(replicaSet("notes")),
    [`${namespace}/pods`]: list(...pods),
    ...answers,
  });
}

async function read(api: FakeApi, options: LogOptions = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const source of new KubernetesRuntime(api, "ballast-test").logSources([unit], false)) {
    for await (const line of source.read(options)) found.push(`${line.unit} | ${line.text}`);
  }
  return found;
}

const stamp = (second: number, text: string): string => `2026-01-31T12:00:0${second}.123456789Z ${text}\n`;

test("every container of every pod, the first by its pod alone", async () => {
  const sidecar = { name: "exporter", ready: true, restartCount: 0, containerID: "containerd://e", state: {}, lastState: {} };
  const two = pod("notes-a", "notes", {}, { spec: { containers: [{ name: "notes" }, { name: "exporter" }] } }) as {
    status: { containerStatuses: object[] };
  };
  two.status.containerStatuses.push(sidecar);
  const api = apiWith([two, pod("notes-b", "notes"), pod("other-a", "other")], {
    [`${namespace}/pods/notes-a/log?container=notes`]: stamp(1, "one\r still one") + stamp(2, ""),
    [`${namespace}/pods/notes-a/log?container=exporter`]: stamp(1, "two"),
    [`${namespace}/pods/notes-b/log?container=notes`]: stamp(1, "three"),
  });
  expect(await read(api, { tail: 7, since: "10m" })).toEqual([
    "notes-a | one\r still one",
    "notes-a | ",
    "notes-a/exporter | two",
    "notes-b | three",
  ]);
  expect(api.asked).toContain(`GET ${namespace}/pods/notes-b/log?container=notes&sinceSeconds=600&tailLines=7&timestamps=true`);
});

describe("a container that was restarted", () => {
  const restarted = pod("notes-a", "notes", {
    restartCount: 1,
    lastState: { terminated: { exitCode: 1, containerID: "containerd://old" } },
  });
  const log = `${namespace}/pods/notes-a/log`;

  test("shows what its predecessor wrote, while it has written nothing", async () => {
    const answers = { [log]: "", [`${log}?previous=true`]: stamp(1, "panic") };
    expect(await read(apiWith([restarted], answers))).toEqual(["notes-a | panic"]);
  });

  test("shows its own lines alone once it has some", async () => {
    const answers = { [log]: stamp(2, "started"), [`${log}?previous=true`]: stamp(1, "panic") };
    expect(await read(apiWith([restarted], answers))).toEqual(["notes-a | started"]);
  });
});

test.each([400, 404])("a container that has no log to give (HTTP %d) is silent", async (status) => {
  const refusal = new Refusal(status, "context fake", "container is waiting to start");
  expect(await read(apiWith([pod("notes-a", "notes")], { [`${namespace}/pods/notes-a/log`]: refusal }))).toEqual([]);
});

test("a log that is forbidden is an error, not an empty log", async () => {
  const refusal = new Refusal(403, "context fake", 'pods "notes-a" is forbidden');
  await expect(read(apiWith([pod("notes-a", "notes")], { [`${namespace}/pods/notes-a/log`]: refusal }))).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
  });
});

test("the last lines are those of the container to blame", async () => {
  const api = apiWith([pod("notes-a", "notes"), pod("notes-b", "notes")], {
    [`${namespace}/pods/notes-b/log?tailLines=5`]: stamp(1, "panic"),
  });
  const runtime = new KubernetesRuntime(api, "ballast-test");
  expect(await runtime.lastLines({ unit, health: "unhealthy", container: "notes-b/notes" }, 5)).toEqual(["panic"]);
  expect(await runtime.lastLines({ unit, health: "unhealthy" }, 5)).toEqual([]);
});

test("following goes on with a container that restarts and with a pod that takes another's place, from their start", async () => {
  const log = (name: string): string => `${namespace}/pods/${name}/log`;
  const api = apiWith([pod("notes-a", "notes")], { [log("notes-a")]: stamp(1, "first") });
  const sources = new KubernetesRuntime(api, "ballast-test").logSources([unit], true)[Symbol.asyncIterator]();
  const next = async (): Promise<string[]> => {
    const { value } = (await sources.next()) as { value: { read(options: LogOptions): AsyncIterable<LogLine> } };
    const found: string[] = [];
    for await (const line of value.read({ follow: true, tail: 1 })) found.push(`${line.unit} | ${line.text}`);
    return found;
  };
  expect(await next()).toEqual(["notes-a | first"]);
  expect(api.asked.at(-2)).toBe(`GET ${log("notes-a")}?container=notes&follow=true&tailLines=1&timestamps=true`);

  api.answers[`${namespace}/pods`] = list(pod("notes-a", "notes", { containerID: "containerd://second" }));
  api.answers[log("notes-a")] = stamp(2, "again");
  expect(await next()).toEqual(["notes-a | again"]);

  const ending = pod("notes-a", "notes", { containerID: "containerd://second" });
  api.answers[`${namespace}/pods`] = list(ending, pod("notes-b", "notes"));
  api.answers[log("notes-b")] = stamp(3, "instead");
  expect(await next()).toEqual(["notes-b | instead"]);
  expect(api.asked.at(-2)).toBe(`GET ${log("notes-b")}?container=notes&follow=true&timestamps=true`);
  await sources.return?.(undefined);
});

test("a log that breaks off is taken up again, without its last line twice", async () => {
  const log = `${namespace}/pods/notes-a/log`;
  const running = pod("notes-a", "notes");
  const api = apiWith([running], { [log]: stamp(1, "one"), [`${namespace}/pods/notes-a`]: running });
  const found: string[] = [];
  for await (const source of new KubernetesRuntime(api, "ballast-test").logSources([unit], true)) {
    for await (const line of source.read({ follow: true, since: "1h" })) {
      found.push(line.text);
      api.answers[log] = stamp(1, "one") + stamp(2, "two");
      if (line.text === "two") delete api.answers[`${namespace}/pods/notes-a`];
    }
    break;
  }
  expect(found).toEqual(["one", "two"]);
  expect(api.asked).toContain(`GET ${log}?container=notes&follow=true&sinceTime=2026-01-31T12:00:01.123Z&timestamps=true`);
});

test.each([
  ["2026-01-31T12:00:00.5Z text", "2026-01-31T12:00:00.500000000Z", "text"],
  ["2026-01-31T14:00:00.123456789+02:00  text", "2026-01-31T12:00:00.123456789Z", " text"],
  ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000000Z", ""],
  ["failed to try resolving symlinks", "before", "failed to try resolving symlinks"],
])("%s", (line, time, text) => expect(parsed("notes-a", line, "before")).toEqual({ unit: "notes-a", time, text }));

test.each([
  ["90s", { sinceSeconds: 90 }],
  ["2h30m", { sinceSeconds: 9000 }],
  ["100ms", { sinceSeconds: 1 }],
  ["2026-01-31T12:00:00Z", { sinceTime: "2026-01-31T12:00:00.000Z" }],
  ["2026-01-31T12:00:00+02:00", { sinceTime: "2026-01-31T10:00:00.000Z" }],
  ["2026-01-31", { sinceTime: new Date("2026-01-31T00:00:00").toISOString() }],
])("since %s", (since, query) => expect(sinceQuery(since)).toEqual(query));
