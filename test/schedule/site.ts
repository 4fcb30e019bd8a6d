import type { TestStack } from "../support/test-stack";

export interface Ended {
  code: number;
  output: string;
}

/** A real stack whose server and jobs can be given another clock. What differs between the platforms, and nothing else. */
export interface Site {
  readonly stack: TestStack;
  /** Makes the stack, whose own schedulers start nothing. @param postgres part of the configuration */
  open(postgres: object): Promise<void>;
  /** Runs a shell script beside the server, as its user. @returns what it prints @throws Error when it fails */
  inside(script: string): Promise<string>;
  /** Starts the server again with further variables, and waits until it answers. */
  restartServer(variables: Record<string, string>): Promise<void>;
  /** Runs a shell script where a scheduled job runs: with its image, settings, volumes, network and limits. */
  run(service: string, script: string, variables: Record<string, string>): Promise<Ended>;
  close(): Promise<void>;
}
