import { createRequire } from "node:module";

/**
 * Loads one of the project's packages inside a dynamic provider: its process knows neither TypeScript nor the program, so a provider
 * stays a few lines and names what it needs.
 * @param name a workspace of package.json whose `main` is TypeScript
 */
export function load<T>(name: string): T {
  const here = `${process.cwd()}/`;
  const tsx = createRequire(here)("tsx/cjs/api") as { require(name: string, from: string): T };
  return tsx.require(name, here);
}
