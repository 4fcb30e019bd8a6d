import { CommandError, exit } from "../exit";
import type { DeployedOutputs } from "../stack";
import { unitsOf } from "../status-report";

/** The service whose backups these are; who runs it can read the repositories. */
export const store = "postgres";

/** @returns where a service runs @throws CommandError for one that runs nowhere */
export function firstUnit(outputs: DeployedOutputs, service: string): string {
  const [unit] = unitsOf(outputs, service);
  if (unit !== undefined) return unit;
  throw new CommandError(
    `outputs: service ${service} has no unit, must have one\nFix: deploy the stack again: ./ballast up`,
    exit.couldNotAsk,
  );
}
