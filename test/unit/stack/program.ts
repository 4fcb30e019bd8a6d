import type { StackOutputs } from "../../../outputs";
import { readProjectFile, stackConfig } from "../config/yaml";
import { record, type Asked } from "./record";

type Applications = Record<string, Record<string, unknown>>;

/**
 * The applications of Pulumi.dev.yaml. Their rotations are left out: whoever raises a version there runs the stack, and does not change it.
 * @param secretVersion for all of them
 */
export function devApplications(secretVersion = 1): Applications {
  const applications = Object.entries(stackConfig(readProjectFile("Pulumi.dev.yaml")).applications as Applications);
  return Object.fromEntries(applications.map(([name, application]) => [name, { ...application, secretVersion }]));
}

/** Runs index.ts. Once for each test file. */
export async function runProgram(config: Record<string, unknown>): Promise<{ resources: Asked[]; outputs: StackOutputs }> {
  const { resources, result } = await record(config, async () => {
    const program = (await import("../../../index")) as unknown as { default: StackOutputs };
    return program.default;
  });
  return { resources, outputs: result };
}

export function ofType(resources: Asked[], type: string): Asked[] {
  return resources.filter((resource) => resource.type === type);
}

/** @throws Error when there is not exactly one */
export function one(resources: Asked[], type: string, name: string): Asked {
  const [found, ...more] = ofType(resources, type).filter((resource) => resource.name === name);
  if (!found || more.length > 0) throw new Error(`${type} ${name}: got ${more.length + (found ? 1 : 0)}, allowed is one`);
  return found;
}

/** Those that run: neither the holders of files nor what a gate starts. */
export function longRunning(resources: Asked[]): Asked[] {
  return ofType(resources, "Container").filter(({ inputs }) => inputs.start !== false);
}
