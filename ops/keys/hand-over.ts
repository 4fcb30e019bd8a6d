import { renameSync, writeFileSync } from "node:fs";
import { confirm, isInteractive } from "../confirm";
import { CommandError, exit } from "../exit";

export interface HandOver {
  /** Left out, standard output. */
  output?: string;
  /** Write over a file. */
  force?: true;
  /** Show secrets on a terminal without a question. */
  yes?: true;
}

/** Writes a text with secrets into a file that only its owner reads, or prints it; onto a terminal only after a question. */
export async function handOver(text: string, { output, force, yes }: HandOver): Promise<void> {
  if (output !== undefined) return writeSecret(output, text, force === true);
  if (process.stdout.isTTY && !yes) await confirmShown(isInteractive());
  process.stdout.write(text);
}

async function confirmShown(interactive: boolean): Promise<void> {
  if (!interactive) {
    throw new CommandError(
      "not confirmed: this shows keys on a terminal, and there is nobody to ask\nFix: --output FILE, or --yes",
      exit.notConfirmed,
    );
  }
  await confirm([{ text: 'This shows keys on the screen, for all who see it. Type "yes" to go on', answer: "yes" }]);
}

/** The old file or the new one, never a half. @throws CommandError for a file that is there, unless it is to be replaced */
export function writeSecret(path: string, text: string, force: boolean): void {
  const written = force ? `${path}.new` : path;
  try {
    writeFileSync(written, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new CommandError(
      `--output: got ${written}, which is there already; it was not changed\nFix: name another, or ${force ? "remove it" : "add --force"}`,
      exit.usage,
    );
  }
  if (force) renameSync(written, path);
}
