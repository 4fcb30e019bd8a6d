import { setTimeout as sleep } from "node:timers/promises";
import { linesOf } from "../../lines";
import type { LogLine } from "../../log-lines";
import type { LogOptions } from "../runtime";
import { getObject, Refusal, type KubernetesApi, type Query } from "./api";
import { pod, type ContainerStatus, type Pod } from "./objects";
import { partName } from "./pod-health";
import { sinceQuery } from "./since";

/** One container of one pod, from its start to its end: after a restart it is another. */
export interface LoggingContainer {
  namespace: string;
  pod: string;
  container: string;
  /** What stands before its lines. */
  name: string;
  /** The runtime's name for it. */
  id: string;
  /** It has a predecessor that ended. */
  restarted: boolean;
}

/** The containers of a pod that have written, or may have. */
export function loggingContainers(found: Pod): LoggingContainer[] {
  const { name, namespace } = found.metadata;
  return statusesOf(found).flatMap(({ name: container, containerID: id, lastState }) =>
    id === undefined
      ? []
      : [{ namespace, pod: name, container, name: partName(found, container), id, restarted: lastState.terminated !== undefined }],
  );
}

const statusesOf = ({ status }: Pod): ContainerStatus[] => [...status.initContainerStatuses, ...status.containerStatuses];

/** Milliseconds between two looks at what is followed. */
export const interval = 1000;

/** What it wrote; what its predecessor wrote before it ended, where it has not written anything yet. */
export async function* containerLog(api: KubernetesApi, from: LoggingContainer, options: LogOptions): AsyncGenerator<LogLine> {
  if (options.follow) {
    yield* followed(api, from, options);
    return;
  }
  let empty = true;
  for await (const line of lines(api, from, options)) {
    empty = false;
    yield line;
  }
  if (empty && from.restarted) yield* lines(api, from, options, { previous: true });
}

/** A log that breaks off while its container still runs is taken up again, after the last line. */
async function* followed(api: KubernetesApi, from: LoggingContainer, options: LogOptions): AsyncGenerator<LogLine> {
  let last = "";
  for (let next = options; ; next = { ...options, tail: undefined, ...(last ? { since: last } : {}) }) {
    const known = last;
    for await (const line of lines(api, from, next)) {
      if (line.time <= known) continue;
      last = line.time;
      yield line;
    }
    if (!(await stillRuns(api, from))) return;
    await sleep(interval);
  }
}

async function stillRuns(api: KubernetesApi, { namespace, pod: name, container, id }: LoggingContainer): Promise<boolean> {
  const found = await getObject(api, `/api/v1/namespaces/${namespace}/pods/${name}`, pod);
  return (found ? statusesOf(found) : []).some(
    (status) => status.name === container && status.containerID === id && status.state.running !== undefined,
  );
}

async function* lines(
  api: KubernetesApi,
  { namespace, pod: podName, container, name }: LoggingContainer,
  { follow, tail, since }: LogOptions,
  more: Query = {},
): AsyncGenerator<LogLine> {
  const query = { container, timestamps: true, follow, tailLines: tail, ...(since === undefined ? {} : sinceQuery(since)), ...more };
  try {
    const body = await api.request("GET", `/api/v1/namespaces/${namespace}/pods/${podName}/log`, query);
    let time = "";
    for await (const text of linesOf(body)) {
      const line = parsed(name, text, time);
      time = line.time;
      yield line;
    }
  } catch (error) {
    // Its pod went away since it was listed, or it has not started.
    if (!(error instanceof Refusal && (error.status === 404 || error.status === 400))) throw error;
  }
}

/**
 * The kubelet hands on the time as the container runtime wrote it, in its own zone.
 * @param before the time of a line without one, which is the kubelet's own remark
 */
export function parsed(unit: string, line: string, before: string): LogLine {
  const [, second = "", fraction = "", zone = "", text = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?(.*)$/s.exec(line) ?? [];
  if (!second) return { unit, time: before, text: line };
  const utc = new Date(second + zone).toISOString().slice(0, 19);
  return { unit, time: `${utc}.${fraction.padEnd(9, "0")}Z`, text };
}
