import { lastLine, run } from "../run";
import { ToolchainError } from "../types";

/** @returns what the program prints @throws ToolchainError with its last line when it fails */
export async function must(program: string, args: string[], fix = "see the logs of the cluster"): Promise<string> {
  const result = await run(program, args);
  if (result.code === 0) return result.stdout;
  throw new ToolchainError(`local cluster: ${program} failed`, [`${program} ${args.join(" ")}: ${lastLine(result)}`], fix);
}
