import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { presentPrograms } from "../../toolchain/cluster/programs";
import { pathsOf } from "../../toolchain/paths";
import { run, type Result } from "./test-stack";

/** Context of the local cluster. */
export const context = "ballast";

/** The cluster's own, whatever else is on PATH. Never fails, tells how it ended. */
export function askKubectl(...args: string[]): Promise<Result> {
  const programs = presentPrograms(pathsOf(process.env).cache);
  if (!programs) throw new Error("no local cluster: ./ballast cluster up");
  return run(programs.kubectl, ["--context", context, ...args]);
}

/** @returns standard output @throws Error with the output when the command fails */
export async function kubectl(...args: string[]): Promise<string> {
  const { code, stdout, output } = await askKubectl(...args);
  if (code !== 0) throw new Error(`kubectl ${args.join(" ")} exited with ${code}: ${output}`);
  return stdout.trim();
}

/** @param args of kubectl, such as the namespace */
export async function apply(objects: object[], ...args: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ballast-objects-"));
  const file = join(folder, "list.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }), { mode: 0o600 });
  try {
    await kubectl(...args, "apply", "--filename", file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
