import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CommandError, exit } from "../../exit";
import { getObject, listObjects, type KubernetesApi } from "./api";
import { warnings } from "./events";
import { containerLog, interval, loggingContainers } from "./logs";
import { job, pod, type Job, type Pod } from "./objects";
import { podHealth } from "./pod-health";

const cronJob = z.object({
  metadata: z.object({ name: z.string(), uid: z.string() }),
  spec: z.object({
    jobTemplate: z.object({
      metadata: z
        .object({ labels: z.record(z.string(), z.string()).optional(), annotations: z.record(z.string(), z.string()).optional() })
        .default({}),
      spec: z.looseObject({}),
    }),
  }),
});

/** Milliseconds that its pod may take to start. */
const patience = 120_000;

/**
 * Runs a CronJob's template at once, as `kubectl create job --from` does. The Job belongs to the CronJob: its history limits count it, and
 * remove it when its time has come. Nothing here removes or ends it.
 */
export async function runNow(
  api: KubernetesApi,
  namespace: string,
  unit: string,
  { write, command }: { write: (line: string) => void; command: string[] | undefined },
): Promise<number> {
  const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  const found = await getObject(api, `/apis/batch/v1/namespaces/${namespace}/cronjobs/${unit.replace(/^CronJob\//, "")}`, cronJob);
  if (!found) throw new CommandError(`${unit}: no such CronJob\nFix: ./ballast drift says what else is gone`, exit.couldNotAsk);
  const made = job.parse(JSON.parse(await text(await api.request("POST", jobs, {}, jobFrom(found, command)))));
  const run = new Run(api, namespace, made.metadata.name);
  for (const container of await run.started()) {
    for await (const line of containerLog(api, container, { follow: true })) write(line.text);
  }
  return run.exitCode();
}

/** @param command of its container @default its own */
export function jobFrom({ metadata: { name, uid }, spec: { jobTemplate } }: z.infer<typeof cronJob>, command?: string[]): object {
  const { labels, annotations } = jobTemplate.metadata;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      generateName: `${name}-now-`,
      labels,
      annotations: { ...annotations, "cronjob.kubernetes.io/instantiate": "manual" },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name, uid, controller: true }],
    },
    spec: command ? withCommand(jobTemplate.spec, command) : jobTemplate.spec,
  };
}

const podOf = z.looseObject({
  template: z.looseObject({ spec: z.looseObject({ containers: z.tuple([z.looseObject({})], z.looseObject({})) }) }),
});

/** @param spec of a job whose first container is the one that does it */
function withCommand(spec: object, command: string[]): object {
  const { template, ...rest } = podOf.parse(spec);
  const [container, ...others] = template.spec.containers;
  const own = { ...container, command, args: undefined };
  return { ...rest, template: { ...template, spec: { ...template.spec, containers: [own, ...others] } } };
}

/** One Job, from its start to its end. */
class Run {
  constructor(
    private readonly api: KubernetesApi,
    private readonly namespace: string,
    private readonly name: string,
  ) {}

  /** @throws CommandError when it does not start in time: it may do so later */
  async started() {
    for (const deadline = Date.now() + patience; ; await sleep(interval)) {
      const pods = await this.pods();
      const containers = pods.flatMap((one) =>
        loggingContainers(one).filter(({ container }) => container === one.spec.containers[0]?.name),
      );
      if (containers.length > 0 || end(await this.job())) return containers;
      if (Date.now() < deadline) continue;
      const events = await warnings(this.api, this.namespace);
      const [reason = "it has no pod"] = pods.map((one) => podHealth(one, events, Date.now()).reason);
      throw new CommandError(
        `Job ${this.name}: not started after ${patience / 1000} s, and it still may: ${reason}\n` +
          `Fix: mend that, or delete it: kubectl --namespace ${this.namespace} delete job ${this.name}`,
      );
    }
  }

  /** The Job has the last word: a container that ended well says nothing of a pod that was killed. */
  async exitCode(): Promise<number> {
    for (;;) {
      const ended = end(await this.job());
      if (ended?.type === "Complete") return 0;
      if (ended) {
        const statuses = (await this.pods()).flatMap(({ status }) => status.containerStatuses);
        return statuses.map(({ state }) => state.terminated?.exitCode ?? 0).find((code) => code !== 0) ?? 1;
      }
      await sleep(interval);
    }
  }

  private async job(): Promise<Job> {
    const found = await getObject(this.api, `/apis/batch/v1/namespaces/${this.namespace}/jobs/${this.name}`, job);
    if (found) return found;
    throw new CommandError(`Job ${this.name}: it was deleted before it had ended: how it ended is not known`, exit.couldNotAsk);
  }

  private pods(): Promise<Pod[]> {
    return listObjects(this.api, `/api/v1/namespaces/${this.namespace}/pods`, pod, {
      labelSelector: `batch.kubernetes.io/job-name=${this.name}`,
    });
  }
}

/** The condition with which a Job is over. */
const end = ({ status }: Job) =>
  status.conditions.find(({ type, status: is }) => is === "True" && (type === "Complete" || type === "Failed"));
