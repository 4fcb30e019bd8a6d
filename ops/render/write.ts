import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, exit } from "../exit";
import type { Manifests } from "./manifests";

const owned = ".ballast-rendered";

/**
 * Writes the files, and takes away those that an earlier run wrote and this one did not.
 * @throws CommandError for a folder with other things in it, before anything is written
 */
export function writeManifests(folder: string, manifests: Manifests): void {
  const list = join(folder, owned);
  const before = existsSync(list) ? readFileSync(list, "utf8").split("\n").filter(Boolean) : [];
  const strangers = existsSync(folder)
    ? Object.keys(manifests).filter((name) => existsSync(join(folder, name)) && !before.includes(name))
    : [];
  if (strangers.length > 0) {
    throw new CommandError(
      `--output: got ${folder}, which has ${strangers.join(", ")} that this command did not write; nothing was changed\nFix: name a new folder`,
      exit.usage,
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const name of before.filter((name) => !(name in manifests) && readdirSync(folder).includes(name))) rmSync(join(folder, name));
  for (const [name, text] of Object.entries(manifests)) {
    writeFileSync(join(folder, name), text, { mode: name === "secrets.yaml" ? 0o600 : 0o644 });
  }
  writeFileSync(list, `${Object.keys(manifests).sort().join("\n")}\n`);
}
