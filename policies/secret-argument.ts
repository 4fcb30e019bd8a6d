import { hasLogin } from "../components/platform/secret-like";

const option = /^--?[a-z-]*(?:password|passwd|passphrase|secret|token|api-?key)=[^/]/i;

/** @returns why a word of a command looks like a secret, without its value; undefined when it does not */
export function secretIn(word: string): string | undefined {
  if (hasLogin(word)) return "a URL with a password";
  return option.test(word) ? `a value for ${word.split("=")[0]}` : undefined;
}
