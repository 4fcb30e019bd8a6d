import { RunError } from "@pulumi/pulumi";
import { z } from "zod";
import { closest } from "./config-closest";

/** Mistakes in the stack's configuration, told without a stack trace. */
export class ConfigError extends RunError {
  constructor(readonly problems: string[]) {
    const count = problems.length === 1 ? "a mistake" : `${problems.length} mistakes`;
    super(
      `the configuration has ${count}:\n${problems.map((line) => `  ${line}\n`).join("")}Keys, defaults and what is allowed: docs/configuration.md`,
    );
  }
}

/** Zod does not say which keys there are; here they become the issue's message. */
export const knownKeys: z.core.$ZodErrorMap = (issue) =>
  issue.code === "unrecognized_keys" && issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(" ") : undefined;

/**
 * @param issue of a parse with `reportInput` and `knownKeys`
 * @returns one line for each wrong value: key, what was got, what is allowed, and how to mend it where that is not plain
 */
export function problemsOf(issue: z.core.$ZodIssue): string[] {
  const key = keyOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((unknown) => `${keyOf([...issue.path, unknown])}: ${noSuchKey(unknown, issue.message.split(" "))}`);
  if (issue.code === "invalid_key") return issue.issues.map((inner) => `${key}: got the name ${shown(issue.input)}, ${allowed(inner)}`);
  const input = inputOf(issue);
  return [`${key}: got ${shown(input)}, ${allowed(issue)}${fix(issue, input)}`];
}

function noSuchKey(unknown: string, known: string[]): string {
  const meant = closest(unknown, known);
  return `there is no such key; ${meant ? `correct its name to ${meant}, or remove it` : "remove it or correct its name"}`;
}

/** An object whose kind is wrong is reported whole, under the key of its kind. */
function inputOf(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.input;
  return (issue.input as Record<string, unknown>)[issue.discriminator];
}

/** Longer texts are cut to it, in characters. */
const longest = 60;

/** Objects, lists and long texts are named, not printed: somebody may have put a secret into them. */
export function shown(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object" && input !== null) return "an object";
  if (typeof input === "string" && input.length > longest) return `a text of ${input.length} characters`;
  return JSON.stringify(input) ?? "nothing";
}

const words: Record<string, string> = {
  int: "a whole number",
  // Every number in the schema is one.
  number: "a whole number",
  boolean: "true or false",
  string: "text",
  record: "an object",
  array: "a list",
  object: "an object",
};

function allowed(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `allowed is ${words[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `allowed is ${oneOf(issue.values)}`;
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)) return `allowed is ${oneOf(issue.options)}`;
  if (issue.code === "too_small") return `allowed is at least ${issue.minimum}${issue.origin === "string" ? " character" : ""}`;
  if (issue.code === "too_big") return `allowed is at most ${issue.maximum}`;
  if (issue.code === "invalid_format" && issue.format === "ipv4") return 'allowed is an IPv4 address as in "127.0.0.1"';
  if (issue.code === "invalid_format" && !issue.message.startsWith("allowed")) return `allowed is text that matches ${issue.pattern}`;
  return issue.message;
}

/** What YAML made of a value that looked right to the one who wrote it. */
function fix(issue: z.core.$ZodIssue, input: unknown): string {
  if (input === null) return "; give it a value, or remove the key";
  if (issue.code !== "invalid_type") return "";
  if (issue.expected === "string" && (typeof input === "number" || typeof input === "boolean")) return "; put it in quotes";
  if (issue.expected === "array" && typeof input === "string") return "; put it in square brackets";
  const unquoted = issue.expected === "boolean" ? /^(true|false)$/ : /^-?\d+$/;
  const quoted = ["boolean", "number", "int"].includes(issue.expected) && typeof input === "string" && unquoted.test(input);
  return quoted ? "; write it without quotes" : "";
}

function oneOf(values: readonly unknown[]): string {
  return values.map((one) => JSON.stringify(one)).join(" or ");
}

/** One line, whatever is in the names. */
export function keyOf(path: PropertyKey[]): string {
  return `ballast:${path.map((part) => named(String(part))).join(".")}`;
}

function named(part: string): string {
  return part.length > longest ? `a name of ${part.length} characters` : JSON.stringify(part).slice(1, -1);
}
