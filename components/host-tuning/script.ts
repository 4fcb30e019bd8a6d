import { readFileSync } from "node:fs";
import { join } from "node:path";
import { kernelSettings } from "./settings";

/** What became of a setting. Only `applied` and `good` mean that the host has it. */
export interface Outcome {
  /** `applied`: changed by us, put back later; `good`: fitted already, left alone; `skipped`: not to be had here. */
  outcome: "applied" | "good" | "skipped";
  /** Values before and after, or the reason. */
  detail: string;
}

/** Name of the setting → what became of it; `boot` is there when the changes will be lost at the host's next start. */
export type Outcomes = Record<string, Outcome>;

export interface ScriptArgs {
  /** Folder that holds proc, sys, etc and var; / but for tests. */
  root: string;
  /** Who asks, as a file name: what several have asked for stays until the last one is gone. */
  owner: string;
}

/** The program, which goes to a shell's standard input: the host needs nothing of ours. */
export const script = readFileSync(join(__dirname, "host-tuning.sh"), "utf8");

export function applyLine({ root, owner }: ScriptArgs): string {
  const settings = kernelSettings.map(({ name, file, rule, allowed }) => [name, file, rule, allowed.join(",")].join(" "));
  return shell("apply", root, owner, ...settings);
}

export function restoreLine({ root, owner }: ScriptArgs): string {
  return shell("restore", root, owner);
}

function shell(...words: string[]): string {
  return ["sh -s --", ...words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`)].join(" ");
}

/** What the script printed. A setting that it says nothing about counts as skipped: unknown is not good. */
export function parseReport(report: string): Outcomes {
  const silent = kernelSettings.map(({ name }) => [name, { outcome: "skipped", detail: "the host said nothing about it" }] as const);
  return Object.fromEntries<Outcome>([...silent, ...report.split("\n").flatMap(outcomeOf)]);
}

function outcomeOf(line: string): [name: string, Outcome][] {
  const [name = "", outcome, detail = ""] = line.split("\t");
  return outcome === "applied" || outcome === "good" || outcome === "skipped" ? [[name, { outcome, detail }]] : [];
}
