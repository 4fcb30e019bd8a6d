import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The folder of this repository. */
export const repository = resolve(__dirname, "..");

export interface Paths {
  /** What can be thrown away and made again. */
  cache: string;
  /** Made when nobody is logged in to another backend: stacks and their history. */
  state: string;
  passphrase: string;
  /** The last preflight report of each stack, with the facts behind it. */
  preflight: string;
  /** PULUMI_HOME when a plugin stand-in is used; the user's own stays as it is. */
  home: string;
  /** Credentials and plugins of the vendor's CLI. */
  userHome: string;
}

/** Follows the XDG base directories; BALLAST_CACHE moves the cache. */
export function pathsOf(env: NodeJS.ProcessEnv): Paths {
  const home = env["HOME"] || homedir();
  const cache = resolve(env["BALLAST_CACHE"] || join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "ballast"));
  const ours = join(cache, "home");
  const data = join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "ballast");
  const given = env["PULUMI_HOME"];
  return {
    cache,
    state: join(data, "state"),
    preflight: join(data, "preflight"),
    passphrase: join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "ballast", "passphrase"),
    home: ours,
    // A shell that took `ballast env` has our own home in PULUMI_HOME, and the user's as the place of the credentials.
    userHome: (given && given !== ours ? given : env["PULUMI_CREDENTIALS_PATH"]) || join(home, ".pulumi"),
  };
}
