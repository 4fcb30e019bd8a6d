import { diagnose, type Cause, type ServiceHealth } from "./diagnosis";
import { CommandError, exit } from "./exit";
import { worst, type Health } from "./health";
import type { Runtime } from "./runtime/runtime";
import type { DeployedOutputs } from "./stack";

/** How a stack is at one moment. */
export interface StatusReport {
  health: Health;
  services: ServiceHealth[];
}

/** Log lines that are shown for a cause. */
const causeLogLines = 5;

/**
 * Asks once for every unit, and says how the chosen services are.
 * @param only one service. @default all
 * @throws CommandError when it could not ask
 */
export async function readStatus(runtime: Runtime, outputs: DeployedOutputs, only?: string): Promise<StatusReport> {
  const units = await runtime.health(unitsOf(outputs));
  const services = diagnose(outputs.services, units).filter(({ service }) => only === undefined || service === only);
  return { health: worst(services.map(({ health }) => health)), services };
}

/** Adds the last log lines of every cause that is there. */
export async function withLogs(runtime: Runtime, report: StatusReport): Promise<StatusReport> {
  const there = report.services.flatMap(({ cause }) => (cause && cause.health !== "missing" ? [cause] : []));
  const read = async (cause: Cause): Promise<[string, Cause]> => [
    cause.unit,
    { ...cause, logs: await runtime.lastLines(cause, causeLogLines) },
  ];
  const causes = new Map(await Promise.all([...new Map(there.map((cause) => [cause.unit, cause])).values()].map(read)));
  const services = report.services.map((one) => (one.cause ? { ...one, cause: causes.get(one.cause.unit) ?? one.cause } : one));
  return { ...report, services };
}

/** How the chosen services are, with the log lines of what is wrong. */
export async function fullStatus(runtime: Runtime, outputs: DeployedOutputs, only?: string): Promise<StatusReport> {
  return withLogs(runtime, await readStatus(runtime, outputs, only));
}

/** @throws CommandError that names the services there are */
export function requireService(outputs: DeployedOutputs, service: string | undefined): void {
  if (service === undefined || service in outputs.services) return;
  throw new CommandError(
    `service: got ${JSON.stringify(service)}, allowed is one of ${Object.keys(outputs.services).join(", ")}`,
    exit.usage,
  );
}

/** @param service only this one. @default all */
export function unitsOf({ services }: DeployedOutputs, service?: string): string[] {
  return Object.entries(services).flatMap(([name, { units }]) => (service === undefined || name === service ? units : []));
}
