import { unitHealth } from "./container";
import { diagnose, type ServiceHealth } from "./diagnosis";
import { containerLogs, inspectContainers } from "./docker";
import { CommandError, exit } from "./exit";
import { worst, type Health } from "./health";
import type { DeployedOutputs } from "./stack";

/** How a stack is at one moment. */
export interface StatusReport {
  health: Health;
  services: ServiceHealth[];
}

/** Log lines that are shown for a cause. */
const causeLogLines = 5;

/**
 * Asks Docker once for every unit, and says how the chosen services are.
 * @param only one service. @default all
 * @throws CommandError when it could not ask
 */
export async function readStatus(outputs: DeployedOutputs, only?: string): Promise<StatusReport> {
  requireDocker(outputs);
  const names = Object.values(outputs.services).flatMap(({ units }) => units);
  const containers = await inspectContainers(names);
  const units = new Map(names.map((name) => [name, unitHealth(name, containers.get(name))]));
  const services = diagnose(outputs.services, units).filter(({ service }) => only === undefined || service === only);
  return { health: worst(services.map(({ health }) => health)), services };
}

/** Adds the last log lines of every cause that has a container. */
export async function withLogs(report: StatusReport): Promise<StatusReport> {
  const causes = new Map(report.services.flatMap(({ cause }) => (cause && cause.health !== "missing" ? [[cause.unit, cause]] : [])));
  await Promise.all(
    [...causes].map(async ([unit, cause]) => {
      causes.set(unit, { ...cause, logs: await lastLines(unit) });
    }),
  );
  const services = report.services.map((one) => (one.cause ? { ...one, cause: causes.get(one.cause.unit) ?? one.cause } : one));
  return { ...report, services };
}

async function lastLines(unit: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text } of containerLogs(unit, { tail: causeLogLines })) lines.push(text);
  return lines;
}

/** @throws CommandError that names the services there are */
export function requireService(outputs: DeployedOutputs, service: string | undefined): void {
  if (service === undefined || service in outputs.services) return;
  throw new CommandError(
    `service: got ${JSON.stringify(service)}, allowed is one of ${Object.keys(outputs.services).join(", ")}`,
    exit.usage,
  );
}

export function requireDocker(outputs: DeployedOutputs): void {
  if (outputs.platform === "docker") return;
  throw new CommandError(
    "this command asks Docker, and the stack runs on Kubernetes\nFix: kubectl get pods; kubectl logs <pod>",
    exit.couldNotAsk,
  );
}
