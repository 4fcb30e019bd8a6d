import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { ToolchainError } from "../types";
import { withEntries, withoutEntries, type Kubeconfig } from "./kubeconfig";

/** Where kubectl writes a new context: the first file of KUBECONFIG, else the user's own. */
export function kubeconfigFile(env: NodeJS.ProcessEnv): string {
  return env["KUBECONFIG"]?.split(delimiter).find(Boolean) ?? join(env["HOME"] || homedir(), ".kube", "config");
}

export const addContext = (file: string, added: Kubeconfig): void => change(file, (config) => withEntries(config, added));
export const removeContext = (file: string, name: string): void => {
  if (existsSync(file)) change(file, (config) => withoutEntries(config, name));
};
export const hasContext = (file: string, name: string): boolean => (read(file).contexts ?? []).some((context) => context.name === name);

/** Nothing is written where nothing changes. A reader sees the old or the new file, never a half. */
function change(file: string, edit: (config: Kubeconfig) => Kubeconfig): void {
  const config = read(file);
  const edited = edit(config);
  if (JSON.stringify(edited) === JSON.stringify(config)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, stringify(edited), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function read(file: string): Kubeconfig {
  if (!existsSync(file)) return {};
  try {
    const config = (parse(readFileSync(file, "utf8")) as unknown) ?? {};
    if (typeof config !== "object" || Array.isArray(config)) throw new Error("it is not a mapping with clusters, users and contexts");
    return config;
  } catch (error) {
    throw new ToolchainError(
      `kubeconfig: ${file} cannot be read`,
      [(error as Error).message.split("\n")[0]!],
      "mend the file, or name another in KUBECONFIG; it was not changed",
    );
  }
}
