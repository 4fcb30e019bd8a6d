import * as pulumi from "@pulumi/pulumi";
import type { ScheduledJobArgs } from "../workload";
import { ContainerGate } from "./container-gate";
import { dependencies } from "../dependencies";
import type { DockerContext } from "./context";
import { createContainer, longRunning } from "./create-container";
import { crontab, schedulerFolder, schedulerProgram } from "./rules/schedule";

/** A container of the job's own image whose main process is supercronic, which never starts a job that still runs. */
export class DockerScheduledJob extends pulumi.ComponentResource {
  constructor(name: string, context: DockerContext, args: ScheduledJobArgs, opts: pulumi.ComponentResourceOptions) {
    super("ballast:platform:ScheduledJob", name, {}, opts);
    const needs = args.needs ?? [];
    const physical = `${context.prefix}-${name}`;
    const container = createContainer(
      context,
      { service: name, unit: name },
      {
        ...args,
        command: ["-passthrough-logs", crontab],
        files: { ...args.files, crontab: crontabLine(args.schedule, args.command) },
        mounts: [...(args.mounts ?? []), { volume: context.scheduler(), path: schedulerFolder, readOnly: true }],
      },
      { networks: [...context.networks.of(needs), ...(args.egress ? [{ name: context.networks.edge() }] : [])] },
      {
        ...longRunning(30),
        entrypoints: [schedulerProgram],
        healthcheck: { tests: ["CMD", schedulerProgram, "-test", crontab], interval: "5s", timeout: "5s", startPeriod: "5s", retries: 3 },
      },
      { parent: this, dependsOn: dependencies(opts, args) },
    );
    new ContainerGate(`${name}-ready`, { container: container.id, name: physical, until: "healthy", timeout: 60 }, { parent: this });
    context.record(name, [physical], needs);
    this.registerOutputs({});
  }
}

/**
 * @returns one crontab line; supercronic hands the command to a shell, so each word is quoted
 * @throws Error for a word with a line break, which no crontab can hold
 */
export function crontabLine(schedule: string, command: string[]): string {
  const broken = command.find((word) => word.includes("\n"));
  if (broken !== undefined)
    throw new Error(
      `scheduled job: got the word ${JSON.stringify(broken)}, allowed are words without line breaks; put a script into the image`,
    );
  return `${schedule} ${command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")}\n`;
}
