export class Interrupted extends Error {
  constructor() {
    super("interrupted");
  }
}

/** What has to be taken back, last made first. */
export class Undo {
  private readonly steps: { what: string; step: () => Promise<unknown> }[] = [];

  constructor(private readonly progress: (line: string) => void) {}

  /** Call it before the thing is made: a failure in the middle of making it is taken back too. */
  later(what: string, step: () => Promise<unknown>): void {
    this.steps.push({ what, step });
  }

  /** Goes on after a failure. @returns what could not be taken back */
  async all(): Promise<string[]> {
    const failed: string[] = [];
    for (let next = this.steps.pop(); next; next = this.steps.pop()) {
      try {
        this.progress(`remove ${next.what}`);
        await next.step();
      } catch (error) {
        failed.push(`${next.what}: ${(error as Error).message}`);
      }
    }
    return failed;
  }
}

/**
 * From now on Ctrl-C ends nothing at once: the running command ends, no other begins, and everything is taken back.
 * @returns a function that throws once that was asked for
 */
export function interruptible(progress: (line: string) => void): () => void {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!interrupted) progress("interrupted: the running command ends, then everything made here is removed");
      interrupted = true;
    });
  }
  return () => {
    if (interrupted) throw new Interrupted();
  };
}
