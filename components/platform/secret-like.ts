const secretWord = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|KEY|APIKEY)$/i;
const login = /[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i;

/**
 * Environment variables are shown to anyone who can inspect a container.
 * @returns why a variable looks like a secret; undefined when it does not. A path is none: the secret is in the file
 */
export function secretLike(name: string, value: string): string | undefined {
  if (hasLogin(value)) return "a URL with a password";
  return secretWord.test(name) && value !== "" && !value.startsWith("/") ? "a value under the name of a secret" : undefined;
}

/** Has a URL with a user and a password in it. */
export function hasLogin(text: string): boolean {
  return login.test(text);
}
