import { readFileSync } from "node:fs";

/** @throws Error when it is set to anything but a whole number in the range */
export function wholeNumber(name: string, range: { fallback: number; min: number; max: number }): number {
  const text = process.env[name];
  if (text === undefined) return range.fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.min || value > range.max) {
    throw new Error(`${name}: got ${JSON.stringify(text)}, allowed is a whole number from ${range.min} to ${range.max}`);
  }
  return value;
}

/** @throws Error when the variable is not set */
export function pathOf(name: string): string {
  const path = process.env[name];
  if (!path) throw new Error(`${name}: not set; it names a file, such as /run/certificates/tls.crt`);
  return path;
}

/**
 * The content of the file that the variable names. Secrets come this way, because an environment is shown to anyone who inspects the container.
 * @throws Error when the variable is not set or the file cannot be read
 */
export function secretFile(name: string): string {
  const path = process.env[name];
  if (!path) throw new Error(`${name}: not set; it names the file that holds the connection URL, such as /run/secrets/url`);
  return readFileSync(path, "utf8").trim();
}
