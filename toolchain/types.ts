export interface Part {
  name: string;
  /** `stopped` and `absent`: not in use, and nothing to mend. */
  state: "ready" | "missing" | "broken" | "stopped" | "absent";
  version?: string;
  source?: "vendor" | "stand-in" | "system" | "bootstrapped";
  path?: string;
  detail?: string;
  fix?: string;
}

export interface Toolchain {
  /** For a spawned `pulumi`: the caller's environment and what `pulumiEnv` adds. */
  env: NodeJS.ProcessEnv;
  /** Absolute path. */
  pulumi: string;
  parts: Part[];
}

/** Receives one line of plain text. */
export type Progress = (line: string) => void;

/** A part that could not be had. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";

  constructor(
    message: string,
    /** What was tried, and why each did not work. */
    readonly tried: string[],
    readonly fix: string,
  ) {
    super(message);
  }
}
