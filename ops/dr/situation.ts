import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CommandError, exit } from "../exit";
import { projectRoot } from "../project";
import type { Stack } from "../stack";
import { fileName, secretKeys, stackConfig } from "../stack-file";
import { readPostgres } from "./kept";

export const recoveredKey = "ballast:recovered";

/** How far a recovery is, as the stack itself tells: nothing else remembers it. */
export interface Situation {
  /** Label of the backup that the configuration restores. Absent where there is none of ours yet. */
  begun?: string;
  /** URNs; undefined while the stack does not exist. */
  resources: string[] | undefined;
}

/** @throws CommandError for a stack that is there: nothing is recovered over it */
export async function situationOf(stack: Stack): Promise<Situation> {
  const resources = await stack.resources();
  const begun = hasFile(stack.name) && secretKeys(stack.name).includes(recoveredKey) ? restoredLabel(stack.name) : undefined;
  if (begun === undefined && resources !== undefined && resources.length > 0) {
    throw new CommandError(
      `--stack: got ${stack.name}, which has ${resources.length} resources; allowed is a stack that has none, or whose recovery was begun. Nothing was changed\n` +
        `Fix: name another with --stack, or restore within it: docs/recovery.md`,
      exit.usage,
    );
  }
  return { resources, ...(begun !== undefined && { begun }) };
}

/** @throws CommandError when another backup is asked for than the one that a recovery was begun with */
export function requireSame(begun: string, asked: string | undefined): void {
  if (asked === undefined || asked === begun) return;
  throw new CommandError(`--backup: got ${asked}, allowed is ${begun}, with which the recovery of this stack was begun`, exit.usage);
}

function restoredLabel(stack: string): string | undefined {
  const { recovery } = readPostgres({ "ballast:postgres": JSON.parse(stackConfig(stack)["ballast:postgres"] ?? "{}") as unknown });
  return recovery?.restores[String(recovery.generation)]?.label;
}

const fileOf = (stack: string): string => join(projectRoot, fileName(stack));
const hasFile = (stack: string): boolean => existsSync(fileOf(stack));

/** The stack's file as the project has it may be of another day than the backup. @returns its new name; undefined where there was none */
export function moveFileAside(stack: string, now: Date): string | undefined {
  if (!hasFile(stack)) return undefined;
  const aside = `${fileOf(stack)}.before-${now.toISOString().replace(/[-:]|\.\d+/g, "")}`;
  renameSync(fileOf(stack), aside);
  return aside;
}
