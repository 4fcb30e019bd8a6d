import { createInterface } from "node:readline/promises";
import { CommandError, exit } from "./exit";

export interface Question {
  text: string;
  /** What has to be typed, to the letter. */
  answer: string;
}

export interface DownRequest {
  stack: string;
  yes: boolean;
  data: boolean;
  confirmData?: string | undefined;
  /** Options for Pulumi. */
  passed: string[];
}

/** A person is there to be asked. */
export const isInteractive = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** @throws CommandError when the flags contradict each other */
export function checkDownFlags({ stack, data, confirmData, passed }: DownRequest): void {
  if (confirmData !== undefined && !data) {
    throw new CommandError("--confirm-data: got it without --data\nFix: give both, or neither", exit.usage);
  }
  if (confirmData !== undefined && confirmData !== stack) {
    throw new CommandError(`--confirm-data: got ${JSON.stringify(confirmData)}, allowed is the stack's name, ${stack}`, exit.usage);
  }
  if (data && passed.length > 0) {
    throw new CommandError(`--data: got also ${passed.join(" ")}, allowed is nothing else for Pulumi: it deletes everything`, exit.usage);
  }
}

/**
 * Stopping and deleting data are confirmed apart: `--yes` answers the first question and never the second, which only the stack's name answers.
 * @returns the questions that no flag has answered
 * @throws CommandError when there is a question and nobody to ask
 */
export function downQuestions({ stack, yes, data, confirmData }: DownRequest, interactive: boolean): Question[] {
  const questions: Question[] = [];
  if (!yes) questions.push({ text: `This stops stack ${stack}. Type its name to go on`, answer: stack });
  if (data && confirmData === undefined) {
    questions.push({
      text: `This deletes the DATA of stack ${stack}, for good. Type "delete ${stack}" to go on`,
      answer: `delete ${stack}`,
    });
  }
  if (questions.length > 0 && !interactive) {
    const flags = `--yes${data ? ` --data --confirm-data ${stack}` : ""}`;
    throw new CommandError(
      `not confirmed, and no terminal to ask at: nothing was changed\nFix: ./ballast down ${flags}`,
      exit.notConfirmed,
    );
  }
  return questions;
}

/** @throws CommandError at the first answer that is not the one asked for */
export async function confirm(questions: Question[]): Promise<void> {
  for (const { text, answer } of questions) {
    if ((await ask(`${text}: `)) !== answer) throw new CommandError("not confirmed: nothing was changed", exit.notConfirmed);
  }
}

/** @returns undefined at the end of the input, where `question` alone would never return */
export async function ask(text: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve, reject) => {
    terminal.once("close", () => resolve(undefined));
    terminal.once("SIGINT", () => reject(new CommandError("interrupted: nothing was changed", exit.interrupted)));
  });
  try {
    return await Promise.race([terminal.question(text), ended]);
  } finally {
    terminal.close();
  }
}
