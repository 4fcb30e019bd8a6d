import { local, remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { applyLine, parseReport, restoreLine, script, type Outcomes } from "./script";
import { connectionTo, requireDockerHere, type Ssh } from "./ssh";

export interface HostTuningArgs {
  /** Which stack asks, as `<project>-<stack>`. */
  stack: string;
  /** How to reach the host. @default this machine */
  ssh?: Ssh;
  /** Folder that holds proc, sys, etc and var, for tests. @default / */
  root?: string;
}

/** The kernel settings of settings.ts on the Docker host, put back as they were when it is destroyed. */
export class HostTuning extends pulumi.ComponentResource {
  /** What became of each setting. */
  readonly outcomes: pulumi.Output<Outcomes>;

  constructor(name: string, { stack, ssh, root = "/" }: HostTuningArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:host:HostTuning", name, {}, opts);
    if (!ssh) requireDockerHere(process.env["DOCKER_HOST"]);
    const place = ssh ? `${ssh.host}-${ssh.port}` : "local";
    const lines = { root, owner: `${stack}@${place}` };
    const args: local.CommandArgs & Omit<remote.CommandArgs, "connection"> = {
      create: applyLine(lines),
      delete: restoreLine(lines),
      stdin: script,
      // What it changes is read from standard output; what it puts back, nobody would see otherwise.
      logging: "stderr",
      addPreviousOutputInEnv: false,
      // Another host is another resource: this one is put back.
      triggers: [place],
    };

    // The other way round, a replacement on the same host would end with everything put back.
    const child = { parent: this, deleteBeforeReplace: true };
    const command = ssh
      ? new remote.Command(`${name}-ssh`, { ...args, connection: connectionTo(ssh) }, child)
      : new local.Command(`${name}-local`, args, child);
    this.outcomes = command.stdout.apply(parseReport);
    this.outcomes.apply((outcomes) => this.warnOfSkipped(outcomes));
    this.registerOutputs({ outcomes: this.outcomes });
  }

  private warnOfSkipped(outcomes: Outcomes): void {
    for (const [setting, { outcome, detail }] of Object.entries(outcomes))
      if (outcome === "skipped") void pulumi.log.warn(`host tuning skipped ${setting}: ${detail}`, this);
  }
}
