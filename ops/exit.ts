/** What an exit code means; docs/commands.md has the table. */
export const exit = {
  done: 0,
  failed: 1,
  missing: 2,
  notConfirmed: 2,
  starting: 3,
  couldNotAsk: 4,
  /** As sysexits.h has it. */
  usage: 64,
  /** 128 + SIGINT. */
  interrupted: 130,
  /** 128 + SIGPIPE: nobody reads any more. */
  unread: 141,
} as const;

/** `preflight` has codes of its own, those of the field: 1 is an internal error. */
export const preflightExit = { passed: 0, usage: 2, failed: 3, warnings: 4 } as const;

/** `keys check`: what a sheet is worth. Unknown is 2, as nothing is deployed to compare it with. */
export const keysExit = { current: 0, damaged: 1, unknown: 2, stale: 3, foreign: 5 } as const;

/** `restore`, `rollback`: it failed, and could not be made as it was either. */
export const recoveryExit = { halfway: 5 } as const;

/** Tells the caller how the command ended. */
export type Done = (exitCode: number) => void;

/** An end that is explained in one message: what, got, allowed, fix. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exit.failed,
  ) {
    super(message);
  }
}
