import { parseConfig } from "../../../config";
import { ConfigError } from "../../../config-problems";

/** @returns the mistakes that a configuration is refused for; none when it is taken */
export function mistakes(config: Record<string, unknown>): string[] {
  return problemsIn(() => parseConfig(config));
}

/** @throws whatever is no ConfigError */
export function problemsIn(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
