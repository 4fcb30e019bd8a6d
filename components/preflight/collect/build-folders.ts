import { existsSync } from "node:fs";
import { join } from "node:path";

/** @returns those of the folders of the project that have no Dockerfile */
export const withoutDockerfile = (folders: string[], project: string): string[] =>
  folders.filter((folder) => !existsSync(join(project, folder, "Dockerfile")));
