import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run";
import { parseVersion } from "./versions";

interface Remembered {
  stamp: string;
  version: string;
}

/** What a program says its version is; remembered, where there is a cache, until the file changes. Undefined when it cannot be run. */
export async function programVersion(cache: string, program: string, args: string[]): Promise<string | undefined> {
  const file = join(cache, "versions.json");
  const { mtimeMs, size } = statSync(program);
  const stamp = `${mtimeMs} ${size}`;
  const known = read(file)[program];
  if (known?.stamp === stamp) return known.version;
  const { code, stdout } = await run(program, args, { limitMs: 10_000, env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const version = parseVersion(stdout);
  if (code !== 0 || version === undefined) return undefined;
  if (existsSync(cache)) remember(file, { ...read(file), [program]: { stamp, version } });
  return version;
}

function read(file: string): Record<string, Remembered> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, Remembered>;
  } catch {
    return {};
  }
}

/** Two processes at once: the last one's memory stays, and is whole. */
function remember(file: string, versions: Record<string, Remembered>): void {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(versions));
  renameSync(`${file}.${process.pid}`, file);
}
