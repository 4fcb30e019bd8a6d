import { existsSync, realpathSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { keyOf, shown } from "./config-problems";

/**
 * Looks at the folders that images are built from: the engine would find out only after half of the stack is made.
 * @param project the folder that they are relative to
 * @returns one line for each application that cannot be built
 */
export function folderProblems(applications: Record<string, { build?: string | undefined }>, project: string): string[] {
  return Object.entries(applications).flatMap(([name, { build }]) => {
    const problem = build === undefined ? undefined : problemOf(join(project, build), project);
    if (problem === undefined) return [];
    return [
      `${keyOf(["applications", name, "build"])}: got ${shown(build)}, which ${problem}, allowed is a folder of the project with a Dockerfile; correct the path or add what is missing`,
    ];
  });
}

function problemOf(folder: string, project: string): string | undefined {
  if (!existsSync(folder)) return "does not exist";
  if (!statSync(folder).isDirectory()) return "is no folder";
  if (relative(realpathSync(project), realpathSync(folder)).startsWith("..")) return "is outside of the project";
  return existsSync(join(folder, "Dockerfile")) ? undefined : "has no Dockerfile";
}
