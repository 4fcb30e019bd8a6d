import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Paths } from "./paths";
import { ToolchainError } from "./types";

/** Where the stacks are is the user's choice, made by a variable or by `pulumi login`. */
export function isLoggedIn(env: NodeJS.ProcessEnv, paths: Paths): boolean {
  if (env["PULUMI_BACKEND_URL"] || env["PULUMI_ACCESS_TOKEN"]) return true;
  try {
    const credentials = JSON.parse(readFileSync(join(paths.userHome, "credentials.json"), "utf8")) as { current?: string };
    return Boolean(credentials.current);
  } catch {
    return false;
  }
}

/** Variables for stacks kept on this machine; none when the user has another place for them. Pure but for reading the login. */
export function backendEnv(env: NodeJS.ProcessEnv, paths: Paths): Record<string, string> {
  if (isLoggedIn(env, paths)) return {};
  const hasPassphrase = env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || env["PULUMI_CONFIG_PASSPHRASE_FILE"] !== undefined;
  return {
    PULUMI_BACKEND_URL: `file://${paths.state}`,
    ...(hasPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase }),
  };
}

/**
 * Makes what `variables` (of `backendEnv`) point to, where it is not there.
 * @throws ToolchainError when others can read the passphrase
 */
export function ensureBackend(variables: Record<string, string>, paths: Paths): void {
  if (variables["PULUMI_BACKEND_URL"]) mkdirSync(paths.state, { recursive: true, mode: 0o700 });
  if (variables["PULUMI_CONFIG_PASSPHRASE_FILE"]) ensurePassphrase(paths.passphrase);
}

function ensurePassphrase(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return;
  throw new ToolchainError(
    `passphrase file ${file}: mode is ${mode.toString(8)}, allowed is 600: others can read what encrypts the stacks' secrets`,
    [],
    `chmod 600 ${file}`,
  );
}
