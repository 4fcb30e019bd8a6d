import { table } from "../table";

/** DR1, in this order. The last but one is done within the update that starts the services. */
export const steps = [
  "verify backup",
  "ensure the runtime is up",
  "restore configuration",
  "restore keys and certificates",
  "start services",
  "restore databases",
  "verify",
] as const;

export type Step = (typeof steps)[number];

export interface Done {
  step: Step;
  seconds: number;
  what: string;
}

/** Tells of each step when it begins and when it ends, and keeps how long it took. */
export class Progress {
  readonly done: Done[] = [];

  constructor(private readonly write: (line: string) => void) {}

  async step<T>(step: Step, work: () => Promise<T>, tell: (result: T) => string): Promise<T> {
    this.write(`[${steps.indexOf(step) + 1}/${steps.length}] ${step}`);
    const began = Date.now();
    const result = await work();
    this.add({ step, seconds: (Date.now() - began) / 1000, what: tell(result) });
    return result;
  }

  add(done: Done): void {
    this.done.push(done);
    this.write(`[${steps.indexOf(done.step) + 1}/${steps.length}] ${done.step}: ${done.what} (${done.seconds.toFixed(1)} s)`);
  }
}

export function stepsText(done: Done[]): string {
  const rows = done.map(({ step, seconds, what }) => [String(steps.indexOf(step) + 1), step, seconds.toFixed(1), what]);
  return table(["STEP", "", "SECONDS", ""], rows, false);
}
