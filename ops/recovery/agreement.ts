import type { Question } from "../confirm";
import { CommandError, exit } from "../exit";

export interface Agreement {
  yes?: true;
  confirmStack?: string;
}

/** @throws CommandError when the flags contradict each other */
export function checkAgreement(stack: string, { yes, confirmStack }: Agreement): void {
  if (confirmStack === undefined) return;
  if (!yes) throw new CommandError("--confirm-stack: got it without --yes\nFix: give both, or neither", exit.usage);
  if (confirmStack !== stack)
    throw new CommandError(`--confirm-stack: got ${JSON.stringify(confirmStack)}, allowed is the stack's name, ${stack}`, exit.usage);
}

/**
 * Live data are exchanged for others: `--yes` alone does not say whose, so it is never enough.
 * @param command as it was called, without these flags
 * @returns the question that no flag has answered
 * @throws CommandError when there is a question and nobody to ask
 */
export function agreementQuestions(stack: string, { confirmStack }: Agreement, command: string, interactive: boolean): Question[] {
  if (confirmStack === stack) return [];
  if (interactive) return [{ text: `This changes what stack ${stack} runs on. Type its name to go on`, answer: stack }];
  throw new CommandError(
    `not confirmed, and no terminal to ask at: nothing was changed\nFix: ${command} --yes --confirm-stack ${stack}`,
    exit.notConfirmed,
  );
}
