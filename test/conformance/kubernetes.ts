import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import versions from "../../images/versions.json";
import { contextHash } from "../../components/platform/build-context";
import { dockerEngine } from "../../ops/images/engine";
import { askKubectl, context } from "../support/kubectl";
import type { Result } from "../support/test-stack";
import type { Instance, PlatformUnderTest } from "./platform-under-test";

const registry = "localhost:5001";
/** Everything that the platform makes in a namespace; what the cluster puts there itself has no label of ours. */
const kinds =
  "deployments,statefulsets,cronjobs,jobs,pods,services,networkpolicies,poddisruptionbudgets,secrets,configmaps,serviceaccounts";

interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
  status: {
    podIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: {
      name: string;
      containerID?: string;
      restartCount: number;
      lastState: { terminated?: { reason: string } };
    }[];
  };
}

/** The cluster of the context `ballast`, whose registry is on this machine. */
export class KubernetesUnderTest implements PlatformUnderTest {
  readonly name = "kubernetes";
  readonly kubernetes = { context, registry };

  /** @param namespace of the stack */
  constructor(private readonly namespace: string) {}

  /** Of those that are nobody's, in the upper part that a cluster gives out last. */
  async freePort(): Promise<number> {
    const used = await this.kubectl("get", "services", "--all-namespaces", "--output", "jsonpath={.items[*].spec.ports[*].nodePort}");
    const taken = new Set(used.split(" ").map(Number));
    for (let port = 32767; port > 30000; port--) if (!taken.has(port)) return port;
    throw new Error("no node port is free");
  }

  async provideImages(contents: string[]): Promise<void> {
    const folder = join(__dirname, "program/image");
    for (const version of contents) {
      const args = { VERSION: version };
      const reference = `${registry}/ballast/image:${contextHash(folder, args, versions.base)}`;
      await dockerEngine.build({ reference, build: { folder, args } }, { fresh: false });
      await dockerEngine.push(reference);
    }
  }

  async inside(unit: string, script: string): Promise<{ code: number; output: string }> {
    const service = unit.split("-")[0] ?? "";
    const [pod] = await this.pods(service);
    return this.run("exec", pod?.metadata.name ?? `no pod of ${service}`, "--container", unit, "--", "bash", "-c", script);
  }

  async instances(service: string): Promise<Instance[]> {
    return (await this.pods(service)).map(({ status }) => {
      const container = status.containerStatuses?.find(({ name }) => name === service);
      return {
        id: container?.containerID?.replace(/^.*:\/\//, "") ?? "",
        ready: status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false,
        restarts: container?.restartCount ?? 0,
        address: status.podIP ?? "",
      };
    });
  }

  descriptions(): Promise<string> {
    return this.kubectl("get", kinds.replace("secrets,", ""), "--output", "yaml");
  }

  /** A pod that is just being made has no log yet, and kubectl then fails for all of them. */
  async logs(service: string): Promise<string> {
    const asked = ["logs", "--selector", `ballast.service=${service}`, "--container", service, "--tail", "-1"];
    for (let tries = 0; tries < 30; tries++) {
      const { code, output, stdout } = await this.run(...asked);
      if (code === 0) return stdout;
      if (!output.includes("is waiting to start")) break;
      await sleep(1000);
    }
    return this.kubectl(...asked);
  }

  async ranOutOfMemory(service: string): Promise<boolean> {
    const ends = (await this.pods(service)).flatMap(({ status }) => status.containerStatuses ?? []);
    return ends.some(({ name, lastState }) => name === service && lastState.terminated?.reason === "OOMKilled");
  }

  async limitMemory(service: string, memory: number): Promise<void> {
    await this.kubectl("set", "resources", `deployment/${service}`, `--limits=memory=${memory}Mi`);
    await this.kubectl("rollout", "status", `deployment/${service}`);
  }

  async remove(service: string): Promise<void> {
    const owners = ["--selector", `ballast.service=${service}`, "--cascade=foreground"];
    await this.kubectl("delete", "deployments,statefulsets", ...owners);
  }

  async remains(): Promise<{ volumes: string[]; others: string[] }> {
    const owned = ["--selector", `ballast.stack=${this.namespace}`, "--output", "name"];
    const lines = async (...args: string[]) => (await this.kubectl("get", ...args, ...owned)).split("\n").filter(Boolean);
    const volumes = await lines("persistentvolumeclaims");
    return {
      volumes: volumes.map((name) => name.replace("persistentvolumeclaim/", "")),
      others: [...(await lines("namespaces,priorityclasses")), ...(await lines(kinds))],
    };
  }

  /** Of a service, without those that are about to end. */
  private async pods(service: string): Promise<Pod[]> {
    const list = await this.kubectl("get", "pods", "--selector", `ballast.service=${service}`, "--output", "json");
    return (JSON.parse(list) as { items: Pod[] }).items.filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  /** @throws Error with the output when the command fails */
  private async kubectl(...args: string[]): Promise<string> {
    const { code, output, stdout } = await this.run(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(" ")} exited with ${code}:\n${output}`);
    return stdout;
  }

  private run(...args: string[]): Promise<Result> {
    return askKubectl("--namespace", this.namespace, ...args);
  }
}
