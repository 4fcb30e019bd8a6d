import { configurationPath } from "../backup/paths";
import { openEngine, repositories } from "./settings";

/**
 * Prints what a backup keeps of the stack's configuration, secrets among it: only for whoever makes the stack anew.
 * @returns its exit code
 * @throws Error for a backup without one, or a repository that cannot be read
 */
export async function configurationCommand(label: string): Promise<number> {
  const [first] = repositories();
  const text = first && (await openEngine().get(configurationPath(label), first.number));
  if (text === undefined) throw new Error(`backup ${label}: it keeps no configuration`);
  process.stdout.write(text);
  return 0;
}
