import { setTimeout as sleep } from "node:timers/promises";
import { repositoryFolder as folder } from "../../../services/drill/src/places";
import { CommandError, exit } from "../../exit";
import { getObject, unless, type KubernetesApi } from "../../runtime/kubernetes/api";
import { pod, type Pod } from "../../runtime/kubernetes/objects";
import type { TarSource } from "./source";
import { unfinished } from "./volumes";

/** Milliseconds that it may take to start or to go, that one look at its files may take, and that a copy may take. */
const patience = { pod: 180_000, look: 3_600_000, copy: 6 * 3_600_000 };
const interval = 500;

/** Whether the files were not all copied yet. */
const look = `if [ -z "$(ls -A | grep --invert-match --line-regexp lost+found)" ]; then : >${unfinished}; fi
if [ -e ${unfinished} ]; then echo unfilled; fi`;

/** The stream has no end of its own: as many bytes as are told belong to it. */
const extract = 'head --bytes="$1" | tar --extract --preserve-permissions --file=-';

/** A pod of a namespace that has one claim, and does nothing by itself: its user is that of the stores, and it reaches nobody. */
export class FillingPod {
  private readonly name: string;
  private readonly pods: string;

  constructor(
    private readonly api: KubernetesApi,
    private readonly namespace: string,
    private readonly claim: string,
    private readonly image: string,
  ) {
    this.name = `ballast-fill-${claim}`;
    this.pods = `/api/v1/namespaces/${namespace}/pods`;
  }

  /** One that an interrupted run left goes first. */
  async start(): Promise<void> {
    await this.remove();
    await this.api.request("POST", this.pods, {}, podOf(this.name, this.claim, this.image));
    await this.until("started", (found) => found?.status.phase === "Running");
  }

  async remove(): Promise<void> {
    await unless(404, this.api.request("DELETE", `${this.pods}/${this.name}`, { gracePeriodSeconds: 0 }));
    await this.until("gone", (found) => found === undefined);
  }

  /** Marks an empty claim as one that is being filled. */
  async isUnfilled(): Promise<boolean> {
    return (await this.ask(["sh", "-c", look])) === "unfilled";
  }

  async extract(source: TarSource, progress: (text: string) => void): Promise<void> {
    const bytes = await source.size();
    progress(`copying ${(bytes / 2 ** 20).toFixed(0)} MiB`);
    const { stream, ended } = source.open();
    const copied = this.ask(["sh", "-c", extract, "sh", String(bytes)], { input: stream, limitMs: patience.copy });
    await Promise.all([copied, ended]);
  }

  /** Runs a program in the folder of the claim. @returns what it prints @throws CommandError when it fails */
  async ask(command: string[], options: { input?: NodeJS.ReadableStream; limitMs?: number } = {}): Promise<string> {
    const container = { namespace: this.namespace, pod: this.name, container: "fill" };
    const { exitCode, stdout, stderr } = await this.api.exec(container, command, { limitMs: patience.look, ...options });
    if (exitCode === 0) return stdout.trim();
    throw new CommandError(`claim ${this.claim}: ${command[0]} ended with exit code ${exitCode}: ${stderr.trim()}`, exit.couldNotAsk);
  }

  private async until(what: string, isSo: (found: Pod | undefined) => boolean): Promise<void> {
    for (const deadline = Date.now() + patience.pod; ; await sleep(interval)) {
      const found = await getObject(this.api, `${this.pods}/${this.name}`, pod);
      if (isSo(found)) return;
      if (Date.now() < deadline) continue;
      throw new CommandError(
        `pod ${this.name}: not ${what} after ${patience.pod / 1000} s\n` +
          `Fix: kubectl --namespace ${this.namespace} describe pod ${this.name} says what it waits for`,
        exit.couldNotAsk,
      );
    }
  }
}

/** The user whom the stores of the stack run as. */
const user = 999;
const amounts = { cpu: "500m", memory: "256Mi" };

function podOf(name: string, claim: string, image: string): object {
  const container = {
    name: "fill",
    image,
    command: ["sleep", "infinity"],
    workingDir: folder,
    resources: { requests: { ...amounts, cpu: "50m" }, limits: amounts },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
    volumeMounts: [{ name: "claim", mountPath: folder }],
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { "app.kubernetes.io/managed-by": "ballast" } },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        ...{ runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user },
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [container],
      volumes: [{ name: "claim", persistentVolumeClaim: { claimName: claim } }],
    },
  };
}
