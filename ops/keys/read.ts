import { readFileSync } from "node:fs";
import { CommandError, exit } from "../exit";

/** @param file `-` for standard input @throws CommandError when there is no such file */
export function readSheet(file: string): string {
  try {
    return readFileSync(file === "-" ? process.stdin.fd : file, "utf8");
  } catch (error) {
    throw new CommandError(`recovery sheet: got ${file}, which cannot be read: ${(error as NodeJS.ErrnoException).code}`, exit.usage);
  }
}
