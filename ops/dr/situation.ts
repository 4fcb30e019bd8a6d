import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { numberOf, volumeOf } from "../../components/store/generations";
import { recoveredKey } from "../../components/secrets/recovered";
import { store } from "../backup/unit";
import { CommandError, exit } from "../exit";
import { projectRoot } from "../project";
import type { Stack } from "../stack";
import { fileName, secretKeys, stackConfig } from "../stack-file";
import { readPostgres, restoredFrom, type RestoredFrom } from "./kept";

/** How far a recovery is, as the stack itself tells: nothing else remembers it. */
export interface Situation {
  /** What the configuration restores. Absent where there is none of ours yet. */
  begun?: RestoredFrom;
  /** URNs; undefined while the stack does not exist. */
  resources: string[] | undefined;
  /** Its volumes have what they were to be filled with, and may have been written to since. */
  filled: boolean;
}

/** @throws CommandError for a stack that is there: nothing is recovered over it */
export async function situationOf(stack: Stack): Promise<Situation> {
  const resources = await stack.resources();
  const config = hasFile(stack.name) && secretKeys(stack.name).includes(recoveredKey) ? configOf(stack.name) : undefined;
  const begun = config && restoredFrom(config);
  if (begun === undefined && resources !== undefined && resources.length > 0) {
    throw new CommandError(
      `--stack: got ${stack.name}, which has ${resources.length} resources; allowed is a stack that has none, or whose recovery was begun. Nothing was changed\n` +
        `Fix: name another with --stack, or restore within it: docs/recovery.md`,
      exit.usage,
    );
  }
  const data = config && volumeOf(store, numberOf(readPostgres(config).recovery));
  const filled = resources?.some((urn) => urn.endsWith(`::${data}`)) ?? false;
  return { resources, filled, ...(begun && { begun }) };
}

/** @throws CommandError when something else is asked for than what a recovery was begun with */
export function requireSame(begun: RestoredFrom, asked: { backup?: string; snapshots: boolean }): void {
  const refused = (option: string, got: string, allowed: string): CommandError =>
    new CommandError(`${option}: got ${got}, allowed is ${allowed}, with which the recovery of this stack was begun`, exit.usage);
  if (asked.backup !== undefined && asked.backup !== begun.backup) throw refused("--backup", asked.backup, begun.backup);
  if (asked.snapshots && begun.snapshot === undefined) throw refused("--snapshots", "a place", "none");
  if (!asked.snapshots && begun.snapshot !== undefined) throw refused("--snapshots", "none", `the place of ${begun.snapshot}`);
}

/** As the stack's file has it, which may have been mended since it was written. Secrets stay encrypted. */
export function configOf(stack: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(stackConfig(stack)).map(([key, value]) => [key, parsed(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const fileOf = (stack: string): string => join(projectRoot, fileName(stack));
const hasFile = (stack: string): boolean => existsSync(fileOf(stack));

/** The stack's file as the project has it may be of another day than the backup. @returns its new name; undefined where there was none */
export function moveFileAside(stack: string, now: Date): string | undefined {
  if (!hasFile(stack)) return undefined;
  const aside = `${fileName(stack)}.before-${now.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  renameSync(fileOf(stack), join(projectRoot, aside));
  return aside;
}
