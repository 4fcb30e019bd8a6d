import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathsOf } from "../../toolchain/paths";
import type { CheckInput } from "./check";
import type { Analysis, Report } from "./report";

type Kept = Pick<Report, "checkedAt" | "duration"> & Analysis & CheckInput;

/** Keeps the last report of each stack with the facts behind it, for support. Whoever cannot write still gets a report. */
export async function keep(evidence: Kept, env: NodeJS.ProcessEnv): Promise<Report["evidence"]> {
  const folder = pathsOf(env).preflight;
  const file = join(folder, `${evidence.needs.owner}.json`);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, `${JSON.stringify(evidence, undefined, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
    return { file };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
