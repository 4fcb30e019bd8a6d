/** Objects as the API server of Kubernetes 1.34 writes them: what is empty is left out. */

/** Seconds after the moment at which everything in these tests was made. */
export const at = (seconds: number): string => new Date(made + seconds * 1000).toISOString().replace(".000Z", "Z");
export const made = Date.parse("2026-01-31T12:00:00Z");

const owner = (kind: string, name: string): object => ({
  ownerReferences: [{ apiVersion: "x/v1", kind, name, uid: `${kind}-${name}`, controller: true }],
});

export const meta = (name: string, more: object = {}): Record<string, unknown> => ({
  name,
  namespace: "ballast-test",
  uid: `uid-${name}`,
  generation: 1,
  creationTimestamp: at(0),
  ...more,
});

/** Rolled out, unless told otherwise. */
export function deployment(name: string, replicas: number, status: object = {}, metadata: object = {}): object {
  const all = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
  return {
    metadata: meta(name, metadata),
    spec: { replicas },
    status: {
      observedGeneration: 1,
      ...all,
      conditions: [{ type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" }],
      ...status,
    },
  };
}

export const replicaSet = (deploymentName: string): object => ({
  metadata: meta(`${deploymentName}-6d5f`, owner("Deployment", deploymentName)),
});

/** Of a Deployment, with one container of its name, which is running and ready. */
export function pod(
  name: string,
  deploymentName: string,
  container: object = {},
  more: { ready?: boolean; status?: object; spec?: object; metadata?: object } = {},
): object {
  const { ready = true } = more;
  return {
    metadata: { ...meta(name, owner("ReplicaSet", `${deploymentName}-6d5f`)), ...more.metadata },
    spec: {
      containers: [
        {
          name: deploymentName,
          readinessProbe: {
            periodSeconds: 5,
            failureThreshold: 3,
            timeoutSeconds: 1,
            successThreshold: 1,
            httpGet: { path: "/ready", port: 3000 },
          },
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
        },
      ],
      ...more.spec,
    },
    status: {
      phase: "Running",
      conditions: [
        { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: at(0) },
        { type: "Ready", status: ready ? "True" : "False", lastProbeTime: null, lastTransitionTime: at(0) },
      ],
      containerStatuses: [
        {
          name: deploymentName,
          ready,
          started: true,
          restartCount: 0,
          containerID: `containerd://${name}`,
          image: "localhost:5001/notes",
          imageID: "sha256:x",
          state: { running: { startedAt: at(1) } },
          lastState: {},
          ...container,
        },
      ],
      ...more.status,
    },
  };
}

export const event = (reason: string, message: string, about: string, seconds: number, fieldPath?: string): object => ({
  metadata: meta(`${about}.1`),
  involvedObject: { kind: "Pod", name: about, uid: `uid-${about}`, ...(fieldPath ? { fieldPath } : {}) },
  type: "Warning",
  reason,
  message,
  count: 3,
  firstTimestamp: at(0),
  lastTimestamp: at(seconds),
  eventTime: null,
});

/** A run of a CronJob that ended; the first condition that a Job ends with is SuccessCriteriaMet or FailureTarget. */
export function job(name: string, cronJob: string, seconds: number, ended: "Complete" | "Failed"): object {
  const message = ended === "Failed" ? "Job has reached the specified backoff limit" : "Reached expected number of succeeded pods";
  return {
    metadata: { ...meta(name, owner("CronJob", cronJob)), creationTimestamp: at(seconds) },
    status: {
      startTime: at(seconds),
      conditions: [
        { type: ended === "Failed" ? "FailureTarget" : "SuccessCriteriaMet", status: "True", message },
        { type: ended, status: "True", reason: "BackoffLimitExceeded", message, lastTransitionTime: at(seconds + 5) },
      ],
    },
  };
}

export const jobPod = (name: string, jobName: string, state: object): object => {
  const made = pod(name, "x", { name: "x", ready: false, state }, { status: { phase: "Failed" } }) as { metadata: object; status: object };
  return { ...made, metadata: { ...made.metadata, ...owner("Job", jobName) } };
};
