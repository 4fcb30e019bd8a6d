import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterConfig } from "../support/cluster-config";
import { askKubectl, kubectl } from "../support/kubectl";
import { run } from "../support/test-stack";
import type { Benchmark, Measured } from "./benchmark";
import { alternate, seconds } from "./measure";
import { clusterStack, privateFolder, root } from "./stacks";

const target = 1.3;
const what = "cold start on the local cluster to all ready";

/** From nothing but images in the registry to every pod ready. */
export const clusterStart: Benchmark = {
  name: "cluster-start",
  about: "from nothing to all ready on the local cluster, against kubectl apply and kubectl wait",
  async run(context, undo) {
    if ((await askKubectl("get", "--raw", "/readyz")).code !== 0)
      return [{ what, target, reason: "no local cluster answers: ./ballast cluster up" }];
    await must(join(root, "ballast"), "images", "push", "--stack", "prod");
    const stack = await clusterStack(undo, clusterConfig({ port: 30_701 }));
    const plain = new Manifests(privateFolder(undo), 30_702);
    await plain.render();
    undo.later(`namespace ${plain.namespace}`, () => plain.down());

    const measure = async (against: string, up: () => Promise<unknown>, aim?: number): Promise<Measured> => ({
      what,
      against,
      ratio: "ours/plain",
      ...(aim !== undefined && { target: aim }),
      notes: [],
      ...(await alternate(context, {
        what: `${what}, against ${against}`,
        ours: async () => {
          const took = await seconds(() => stack.must("up", "--yes", "--skip-preview"));
          await stack.must("destroy", "--yes", "--skip-preview");
          return took;
        },
        plain: async () => {
          const took = await seconds(up);
          await plain.down();
          return took;
        },
        runs: context.runs(3),
      })),
    });
    return [
      await measure("kubectl apply of the rendered manifests at once, then kubectl wait", () => plain.up(), target),
      await measure("kubectl apply of the same, waiting in the order that up keeps", () => plain.upInOrder()),
    ];
  },
};

/** Each waits for the one before: stores, their logins, applications, gateway. */
const steps = [
  ["namespace", "secrets", "postgres", "postgres-data", "postgres-repository", "redis", "redis-data"],
  ["postgres-databases", "redis-users"],
  ["notes", "counter"],
  ["gateway"],
];

/** What `./ballast render` makes of the same stack, in a namespace of its own. */
class Manifests {
  readonly namespace = `ballast-bench-${process.pid}`;

  constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  async render(): Promise<void> {
    const output = join(this.folder, "manifests");
    await must(join(root, "ballast"), "render", "--stack", "prod", "--output", output, "--secrets", join(this.folder, "secrets.json"));
    for (const file of readdirSync(output, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"))) {
      const text = readFileSync(join(output, file), "utf8");
      const moved = text.replaceAll("ballast-prod", this.namespace).replaceAll("nodePort: 30000", `nodePort: ${this.port}`);
      writeFileSync(join(output, file), moved.replaceAll("ballast.local", `${this.namespace}.ballast.local`));
    }
  }

  async up(): Promise<void> {
    await kubectl("apply", "--server-side", "--kustomize", join(this.folder, "manifests"));
    await this.ready();
  }

  async upInOrder(): Promise<void> {
    for (const names of steps) {
      const files = names.map((name) => (["namespace", "secrets"].includes(name) ? name : `services/${name}`));
      await kubectl("apply", "--server-side", ...files.flatMap((file) => ["--filename", join(this.folder, "manifests", `${file}.yaml`)]));
      await this.ready();
    }
  }

  /** Every workload and job that there is. */
  private async ready(): Promise<void> {
    const inNamespace = (...args: string[]) => kubectl("--namespace", this.namespace, ...args);
    if (await inNamespace("get", "jobs", "--output=name"))
      await inNamespace("wait", "--for=condition=complete", "job", "--all", "--timeout=300s");
    const workloads = (await inNamespace("get", "statefulsets,deployments", "--output=name")).split("\n").filter(Boolean);
    for (const workload of workloads) await inNamespace("rollout", "status", workload, "--timeout=300s");
  }

  async down(): Promise<void> {
    await kubectl("delete", "--ignore-not-found", "--wait", `namespace/${this.namespace}`, `priorityclass/${this.namespace}-data`);
  }
}

async function must(command: string, ...args: string[]): Promise<void> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(`${[command, ...args].join(" ")} exited with ${code}: ${output}`);
}
