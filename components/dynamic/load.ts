/**
 * Loads a workspace of this repository inside the process of the dynamic providers, which knows no TypeScript. Called by name from a
 * provider's methods, so that the state holds the name and not the code.
 * @param name as in its package.json
 */
export async function load<T>(name: string): Promise<T> {
  const tsx = await import("tsx/cjs/api");
  // The process runs in the program's folder.
  return tsx.require(name, `${process.cwd()}/`) as T;
}
