import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError, exit } from "../exit";
import { secretsFile, type Manifests } from "./manifests";

const owned = ".ballast-rendered";
/** What this command may have written: a list that somebody changed reaches nothing outside of the folder. */
const ownName = /^(services\/)?[a-z][a-z0-9.-]*\.yaml$/;

/**
 * Writes the files, and takes away those that an earlier run wrote and this one did not.
 * @throws CommandError for a folder with other things in it, before anything is written
 */
export function writeManifests(folder: string, manifests: Manifests): void {
  const list = join(folder, owned);
  const before = existsSync(list)
    ? readFileSync(list, "utf8")
        .split("\n")
        .filter((name) => ownName.test(name))
    : [];
  const names = Object.keys(manifests);
  const strangers = names.filter((name) => existsSync(join(folder, name)) && !before.includes(name));
  if (strangers.length > 0) {
    throw new CommandError(
      `--output: got ${folder}, which has ${strangers.join(", ")} that this command did not write; nothing was changed\nFix: name a new folder`,
      exit.usage,
    );
  }
  for (const name of before.filter((name) => !names.includes(name))) rmSync(join(folder, name), { force: true });
  for (const [name, text] of Object.entries(manifests)) write(join(folder, name), text, name === secretsFile ? 0o600 : 0o644);
  writeFileSync(list, `${names.sort().join("\n")}\n`);
}

/** The mode is set before the content is there, also where a version control system made the file. */
function write(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "", { mode });
  chmodSync(path, mode);
  writeFileSync(path, text);
}
