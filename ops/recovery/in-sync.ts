import { store } from "../backup/unit";
import { volumeOf } from "../../components/store/generations";
import { differencesIn, driftText } from "../drift";
import { CommandError } from "../exit";
import type { Stack } from "../stack";
import type { StackFile } from "./stack-file";

/**
 * Nothing but the generation is to be changed, and going back has to lead to what there was.
 * @param unfinished generation of which an interrupted restore may have left something, which is not looked at
 * @throws CommandError when an update would change anything
 */
export async function requireInSync(stack: Stack, unfinished?: number): Promise<void> {
  const left = unfinished === undefined ? [] : [volumeOf(store, unfinished), `${store}-restore-${unfinished}`];
  const differences = differencesIn("program", await stack.wouldChange(["preview"])).filter(
    ({ resource }) => !left.some((name) => resource.startsWith(name)),
  );
  if (differences.length === 0) return;
  throw new CommandError(
    `stack ${stack.name} is not as it is declared: a restore would change more than the generation; nothing was changed\n` +
      `${driftText(stack.name, differences)}\nFix: ./ballast up --stack ${stack.name}`,
  );
}

/** With all that the preflight checks, such as room for one more volume. @throws CommandError when the new text cannot be deployed */
export async function requireDeployable(stack: Stack, file: StackFile, text: string): Promise<void> {
  try {
    await file.withCopy(text, (path) => stack.wouldChange(["preview", "--config-file", path]));
  } catch (error) {
    throw new CommandError(`the new generation cannot be deployed; nothing was changed\n${(error as Error).message}`);
  }
}
