import * as pulumi from "@pulumi/pulumi";
import type { Needs } from "../../../components/platform/needs";
import type { Inventory, Platform } from "../../../components/platform/platform";
import type { JobArgs, ScheduledJobArgs, Volume, VolumeArgs, Workload, WorkloadArgs } from "../../../components/platform/workload";

/** What a component asked of its platform. */
export interface Call {
  kind: "volume" | "fileVolume" | "workload" | "job" | "scheduledJob";
  name: string;
  args: Record<string, unknown>;
}

class Placeholder extends pulumi.ComponentResource implements Workload {
  constructor(
    readonly name: string,
    readonly host = name,
  ) {
    super("test:Placeholder", name);
  }
}

/** Notes what it is asked for and makes nothing. Needs are noted by name. */
export class FakePlatform implements Platform {
  readonly calls: Call[] = [];

  volume(name: string, args: VolumeArgs): Volume {
    this.note("volume", name, { ...args });
    return { name: pulumi.output(name) };
  }

  fileVolume(name: string, files: Record<string, pulumi.Input<string>>): Volume {
    this.note("fileVolume", name, files);
    return { name: pulumi.output(name) };
  }

  workload(name: string, args: WorkloadArgs): Workload & pulumi.Resource {
    return this.note("workload", name, { ...args, needs: args.needs?.map((need) => need.name) });
  }

  job(name: string, args: JobArgs): pulumi.Resource {
    return this.note("job", name, { ...args, needs: args.needs?.map((need) => need.name) });
  }

  scheduledJob(name: string, args: ScheduledJobArgs): pulumi.Resource {
    return this.note("scheduledJob", name, { ...args, needs: args.needs?.map((need) => need.name) });
  }

  /** Secrets that were handed over without their mark, which the engine would keep in plain text. */
  async unmarkedSecrets(): Promise<string[]> {
    const given = this.calls.flatMap(({ name, args }) =>
      Object.entries((args.secrets ?? {}) as Record<string, pulumi.Input<string>>).map(([file, value]) => ({
        id: `${name} ${file}`,
        value,
      })),
    );
    const marked = await Promise.all(given.map(({ value }) => pulumi.isSecret(pulumi.output(value))));
    return given.filter((_, index) => !marked[index]).map(({ id }) => id);
  }

  authorityOf(host: string, port: number): string {
    return `${host}:${port}`;
  }

  inventory(): Inventory {
    return { services: {}, volumes: {} };
  }

  images(): Record<string, string> {
    return {};
  }

  needs(): Needs {
    return {
      platform: "docker",
      owner: "test",
      ports: [],
      memory: { requests: 0, limits: 0 },
      cpu: { requests: 0 },
      volumes: [],
      networks: [],
      images: [],
      base: "base",
    };
  }

  private note(kind: Call["kind"], name: string, args: Record<string, unknown>): Placeholder {
    this.calls.push({ kind, name, args });
    return new Placeholder(name);
  }
}
