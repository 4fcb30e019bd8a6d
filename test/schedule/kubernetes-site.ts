import { join } from "node:path";
import { clusterConfig } from "../support/cluster-config";
import { eventually } from "../support/docker";
import { apply, askKubectl, kubectl } from "../support/kubectl";
import { run, TestStack } from "../support/test-stack";
import type { Ended, Site } from "./site";

const root = join(__dirname, "../..");

interface Container {
  command?: string[];
  args?: string[];
  env?: { name: string; value: string }[];
}

interface Job {
  metadata: { name: string; ownerReferences?: unknown };
  spec: { template: { spec: { containers: [Container] } } };
}

export class KubernetesSite implements Site {
  readonly stack = new TestStack(root, "ballast");
  private runs = 0;

  async open(postgres: object): Promise<void> {
    const pushed = await run(join(root, "ballast"), ["images", "push", "--stack", "prod"]);
    if (pushed.code !== 0) throw new Error(pushed.output);
    const { applications, ...config } = clusterConfig({ port: 30_700 + (process.pid % 600), dataSize: "1Gi" }) as Record<string, object>;
    const { notes } = applications as Record<string, object>;
    await this.stack.create({ ...config, applications: { notes }, postgres: { storage: "1Gi", ...postgres } });
    const { code, output } = await this.stack.up();
    if (code !== 0) throw new Error(output);
    const suspended = JSON.stringify({ spec: { suspend: true } });
    const names = await this.kubectl("get", "cronjobs", "--output=name");
    for (const name of names.split("\n")) await this.kubectl("patch", name, `--patch=${suspended}`);
  }

  inside(script: string): Promise<string> {
    return this.kubectl("exec", "postgres-0", "--container=postgres", "--", "bash", "-c", script);
  }

  async restartServer(variables: Record<string, string>): Promise<void> {
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    await this.kubectl("set", "env", "statefulset/postgres", "--containers=postgres", ...assignments);
    await this.kubectl("rollout", "status", "statefulset/postgres", "--timeout=180s");
  }

  async run(service: string, script: string, variables: Record<string, string>): Promise<Ended> {
    const name = `${service}-simulated-${++this.runs}`;
    const from = await this.kubectl("create", "job", name, `--from=cronjob/${service}`, "--dry-run=client", "--output=json");
    const job = JSON.parse(from) as Job;
    const [container] = job.spec.template.spec.containers;
    const env = [...(container.env ?? []), ...Object.entries(variables).map(([key, value]) => ({ name: key, value }))];
    job.spec.template.spec.containers = [{ ...container, command: ["bash", "-c", script], args: [], env }];
    await apply([job], "--namespace", this.stack.prefix);
    const ended = () => this.kubectl("get", "job", name, "--output=jsonpath={.status.conditions[?(@.status=='True')].type}");
    await eventually(`job ${name} has ended`, 900, async () => /Complete|Failed/.test(await ended()));
    const code = /Complete/.test(await ended()) ? 0 : 1;
    const { output } = await askKubectl("--namespace", this.stack.prefix, "logs", `job/${name}`);
    await this.kubectl("delete", "job", name);
    return { code, output };
  }

  close(): Promise<void> {
    return this.stack.destroy();
  }

  private kubectl(...args: string[]): Promise<string> {
    return kubectl("--namespace", this.stack.prefix, ...args);
  }
}
