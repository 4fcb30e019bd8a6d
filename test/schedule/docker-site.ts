import { request } from "node:http";
import { join } from "node:path";
import { schedulerProgram } from "../../components/platform/docker/rules/schedule";
import { devConfig } from "../support/dev-config";
import { docker, eventually, inspect } from "../support/docker";
import { freePort } from "../support/ports";
import { run, TestStack } from "../support/test-stack";
import type { Ended, Site } from "./site";

const socket = (process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock").replace("unix://", "");

interface Described {
  Config: { Env: string[] };
  HostConfig: object;
  NetworkSettings: { Networks: Record<string, { Aliases: string[] }> };
}

export class DockerSite implements Site {
  readonly stack = new TestStack(join(__dirname, "../.."), "ballast");
  private again = false;

  private get server(): string {
    return `${this.stack.prefix}-postgres`;
  }

  async open(postgres: object): Promise<void> {
    const { preflight, gateway, postgres: small } = devConfig(await freePort()) as Record<string, object>;
    const applications = { notes: { build: "services/notes", needs: ["postgres"] } };
    await this.stack.create({ preflight, gateway, applications, postgres: { ...small, ...postgres } });
    const { code, output } = await this.stack.up();
    if (code !== 0) throw new Error(output);
    await this.signalSchedulers("STOP");
  }

  inside(script: string): Promise<string> {
    return docker("exec", this.server, "bash", "-c", script);
  }

  /** A container's variables are part of it: this is another one, the same in all the rest. The stack's own waits under another name. */
  async restartServer(variables: Record<string, string>): Promise<void> {
    const [described] = JSON.parse(await docker("inspect", this.server)) as [Described];
    const [[network, { Aliases }]] = Object.entries(described.NetworkSettings.Networks) as [[string, { Aliases: string[] }]];
    await docker("stop", this.server);
    await docker("rename", this.server, `${this.server}-before`);
    await create(this.server, {
      ...described.Config,
      Env: [...described.Config.Env, ...assignments(variables)],
      HostConfig: { ...described.HostConfig, NetworkMode: network },
      NetworkingConfig: { EndpointsConfig: { [network]: { Aliases } } },
    });
    this.again = true;
    await docker("start", this.server);
    await eventually("Postgres is healthy", 120, async () => (await inspect(this.server, "{{.State.Health.Status}}")) === "healthy");
  }

  run(service: string, script: string, variables: Record<string, string>): Promise<Ended> {
    const env = assignments(variables).flatMap((each) => ["--env", each]);
    return run("docker", ["exec", ...env, `${this.stack.prefix}-${service}`, "bash", "-c", script]);
  }

  /** They go by the machine's clock, and might start a job as well. One that is stopped does not end when it is told to. */
  private async signalSchedulers(signal: "STOP" | "CONT"): Promise<void> {
    const script = `for each in /proc/[0-9]*; do [ "$(readlink $each/exe)" != ${schedulerProgram} ] || kill -${signal} "\${each#/proc/}"; done`;
    const units = await docker("ps", "--quiet", "--filter", `label=ballast.stack=${this.stack.prefix}`);
    for (const unit of units.split("\n").filter(Boolean)) await run("docker", ["exec", unit, "sh", "-c", script]);
  }

  async close(): Promise<void> {
    await this.signalSchedulers("CONT");
    if (this.again) await docker("rm", "--force", this.server);
    await this.stack.destroy();
  }
}

const assignments = (variables: Record<string, string>): string[] => Object.entries(variables).map(([name, value]) => `${name}=${value}`);

/** The engine's own interface takes a description as it gives one. */
function create(name: string, description: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const path = `/containers/create?name=${name}`;
    const asked = request({ socketPath: socket, method: "POST", path, headers: { "content-type": "application/json" } }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () =>
        answer.statusCode === 201 ? resolve() : reject(new Error(`container ${name}: ${answer.statusCode} ${text}`)),
      );
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(description));
  });
}
