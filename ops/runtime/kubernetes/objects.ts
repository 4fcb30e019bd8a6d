import { z } from "zod";

/** The parts of Kubernetes objects that are read here. The API leaves out what is empty. */
const time = z.coerce.date();
const count = z.number().default(0);

const owner = z.object({ kind: z.string(), name: z.string(), controller: z.boolean().default(false) });

const metadata = z.object({
  name: z.string(),
  namespace: z.string(),
  uid: z.string(),
  generation: count,
  creationTimestamp: time,
  deletionTimestamp: time.optional(),
  ownerReferences: z.array(owner).default([]),
  managedFields: z.array(z.object({ time: time.optional(), subresource: z.string().optional() })).default([]),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(""),
  message: z.string().default(""),
  lastTransitionTime: time.nullish(),
});

const conditions = z.array(condition).default([]);

/** A Deployment or a StatefulSet; each has some of the counts. */
export const workload = z.object({
  metadata,
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({
    observedGeneration: count,
    replicas: count,
    updatedReplicas: count,
    readyReplicas: count,
    availableReplicas: count,
    conditions,
  }),
});

export const replicaSet = z.object({ metadata });

export const cronJob = z.object({ metadata, spec: z.object({ suspend: z.boolean().default(false) }) });

export const job = z.object({ metadata, status: z.object({ startTime: time.optional(), conditions }) });

const terminated = z.object({
  exitCode: z.number(),
  reason: z.string().default(""),
  message: z.string().default(""),
  containerID: z.string().optional(),
});

const state = z
  .object({
    waiting: z.object({ reason: z.string().default(""), message: z.string().default("") }).optional(),
    running: z.object({ startedAt: time }).optional(),
    terminated: terminated.optional(),
  })
  .default({});

const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean(),
  started: z.boolean().default(false),
  restartCount: z.number(),
  containerID: z.string().optional(),
  state,
  lastState: state,
});

const probe = z.object({ initialDelaySeconds: count, periodSeconds: z.number().default(10), failureThreshold: z.number().default(3) });

/** Quantities, such as 250m and 128Mi. */
const amounts = z.record(z.string(), z.string()).default({});

const container = z.object({
  name: z.string(),
  startupProbe: probe.optional(),
  readinessProbe: probe.optional(),
  /** Always: an init container that goes on as a sidecar. */
  restartPolicy: z.string().optional(),
  resources: z.object({ requests: amounts, limits: amounts }).prefault({}),
});

export const pod = z.object({
  metadata,
  spec: z.object({ containers: z.array(container), initContainers: z.array(container).default([]) }),
  status: z.object({
    phase: z.string().default("Pending"),
    reason: z.string().default(""),
    message: z.string().default(""),
    conditions,
    containerStatuses: z.array(containerStatus).default([]),
    initContainerStatuses: z.array(containerStatus).default([]),
  }),
});

export const event = z.object({
  involvedObject: z.object({ kind: z.string(), name: z.string(), uid: z.string().default(""), fieldPath: z.string().default("") }),
  reason: z.string().default(""),
  message: z.string().default(""),
  lastTimestamp: time.nullish(),
  eventTime: time.nullish(),
});

/** Of metrics.k8s.io, whose quantities are such as 1234567n and 2048Ki. */
export const podMetrics = z.object({
  metadata: z.object({ name: z.string() }),
  containers: z.array(z.object({ name: z.string(), usage: z.object({ cpu: z.string(), memory: z.string() }) })),
});

export type Workload = z.infer<typeof workload>;
export type CronJob = z.infer<typeof cronJob>;
export type Job = z.infer<typeof job>;
export type Pod = z.infer<typeof pod>;
export type Container = z.infer<typeof container>;
export type ContainerStatus = z.infer<typeof containerStatus>;
export type Terminated = z.infer<typeof terminated>;
export type Event = z.infer<typeof event>;
export type PodMetrics = z.infer<typeof podMetrics>;
