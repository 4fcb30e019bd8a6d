import { docker, inside } from "../support/docker";
import { freePort } from "../support/ports";
import type { Instance, PlatformUnderTest } from "./platform-under-test";

interface Inspected {
  Id: string;
  Name: string;
  RestartCount: number;
  State: { Health?: { Status: string } };
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
}

const lines = (text: string): string[] => text.split("\n").filter(Boolean);

export class DockerUnderTest implements PlatformUnderTest {
  readonly name = "docker";
  readonly freePort = freePort;
  private readonly filter: string[];
  private readonly since = String(Math.floor(Date.now() / 1000));

  constructor(private readonly prefix: string) {
    this.filter = ["--filter", `label=ballast.stack=${prefix}`];
  }

  /** `up` builds them. */
  async provideImages(): Promise<void> {}

  inside(unit: string, script: string): Promise<{ code: number; output: string }> {
    return inside(this.physical(unit), script);
  }

  async instances(service: string): Promise<Instance[]> {
    const ids = await docker("ps", "--all", "--quiet", ...this.filter, "--filter", `label=ballast.service=${service}`);
    if (!ids) return [];
    const all = JSON.parse(await docker("inspect", ...lines(ids))) as Inspected[];
    const replica = new RegExp(`^/${this.physical(service)}(-\\d+)?$`);
    return all
      .filter(({ Name }) => replica.test(Name))
      .map(({ Id, RestartCount, State, NetworkSettings }) => ({
        id: Id,
        ready: State.Health?.Status === "healthy",
        restarts: RestartCount,
        address: NetworkSettings.Networks[this.physical(service)]?.IPAddress ?? "",
      }));
  }

  async descriptions(): Promise<string> {
    const ids = lines(await docker("ps", "--all", "--quiet", ...this.filter));
    const images = lines(await docker("inspect", "--format", "{{.Image}}", ...ids));
    const histories = [...new Set(images)].map((image) => docker("history", "--no-trunc", image));
    return [await docker("inspect", ...ids), ...(await Promise.all(histories))].join("\n");
  }

  logs(service: string): Promise<string> {
    return docker("logs", this.physical(service));
  }

  async ranOutOfMemory(service: string): Promise<boolean> {
    const now = String(Math.floor(Date.now() / 1000) + 1);
    const events = ["events", "--since", this.since, "--until", now, "--filter", "event=oom"];
    return (await docker(...events, "--filter", `container=${this.physical(service)}`)) !== "";
  }

  async limitMemory(service: string, memory: number): Promise<void> {
    await docker("update", "--memory", `${memory}m`, "--memory-swap", `${memory}m`, this.physical(service));
  }

  async remove(service: string): Promise<void> {
    await docker("rm", "--force", this.physical(service));
  }

  async remains(): Promise<{ volumes: string[]; others: string[] }> {
    const volumes = lines(await docker("volume", "ls", "--quiet", ...this.filter));
    const containers = lines(await docker("ps", "--all", "--format", "{{.Names}}", ...this.filter));
    const networks = lines(await docker("network", "ls", "--format", "{{.Name}}", ...this.filter));
    return { volumes: volumes.map((name) => name.slice(this.prefix.length + 1)), others: [...containers, ...networks] };
  }

  private physical(unit: string): string {
    return `${this.prefix}-${unit}`;
  }
}
