import { isDeepStrictEqual } from "node:util";
import { Document, isMap, isScalar, parse, parseDocument, type YAMLMap } from "yaml";
import { z } from "zod";
import type { Generations } from "../../components/store/generations";
import type { RestoreRequest } from "../../services/drill/src/restore/request";
import { CommandError } from "../exit";

const declared = z.looseObject({
  generation: z.int().min(1),
  restores: z.record(z.string(), z.custom<Generations["restores"][string]>()).default({}),
});
const file = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() });

/** @returns what a stack's file declares; the first generation where it declares none */
export function generationsIn(text: string, key: string): Generations {
  const postgres = file.parse(parse(text) ?? {}).config?.[key] as { recovery?: unknown } | null | undefined;
  return postgres?.recovery === undefined ? { generation: 1, restores: {} } : declared.parse(postgres.recovery);
}

/** @returns the text with another generation in use, of those that it declares; nothing else of it changes */
export function withGeneration(text: string, key: string, generation: number): string {
  return edited(text, key, { ...generationsIn(text, key), generation }, (postgres) => {
    const value = recoveryOf(postgres)?.get("generation", true);
    return isScalar(value) && value.range ? splice(text, value.range[0], value.range[1], String(generation)) : undefined;
  });
}

/** @returns the text with one more generation, which is in use. @param note goes beside it */
export function withRestore(text: string, key: string, { generation, ...request }: RestoreRequest, note: string): string {
  const before = generationsIn(text, key);
  const entry = `"${generation}": ${inline(request)} # ${note}`;
  const wanted = { generation, restores: { ...before.restores, [generation]: shortened(request) } };
  return edited(text, key, wanted, (postgres) => {
    const recovery = recoveryOf(postgres);
    if (!postgres.has("recovery"))
      return appended(text, postgres, [`recovery:`, `  generation: ${generation}`, `  restores:`, `    ${entry}`]);
    const restores = recovery?.get("restores", true);
    const grown =
      isMap(restores) && restores.items.length > 0
        ? appended(text, restores, [entry])
        : recovery && !recovery.has("restores")
          ? appended(text, recovery, ["restores:", `  ${entry}`])
          : undefined;
    // What was added comes after the number, which is still where it was.
    const number = recovery?.get("generation", true);
    return grown !== undefined && isScalar(number) && number.range
      ? splice(grown, number.range[0], number.range[1], String(generation))
      : undefined;
  });
}

/** In quotes: Pulumi takes a plain time for a date, and writes it in another way. */
const anew = { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;

/**
 * Changes a text in the place alone, where it is written line by line; else all of it is written anew, with the same content.
 * @throws CommandError for a text without such a map
 */
function edited(text: string, key: string, wanted: Generations, inPlace: (postgres: YAMLMap) => string | undefined): string {
  const document = parseDocument(text);
  if (document.errors[0]) throw new CommandError(`the stack's file is no YAML: ${document.errors[0].message}`);
  const expected = document.clone() as Document;
  // A key without a value: nothing can be put into that.
  if (expected.getIn(["config", key]) === null) expected.deleteIn(["config", key]);
  expected.setIn(["config", key, "recovery"], expected.createNode(wanted));
  const postgres = document.getIn(["config", key], true);
  const result = isMap(postgres) && !postgres.flow ? inPlace(postgres) : undefined;
  return result !== undefined && isDeepStrictEqual(parse(result), expected.toJS()) ? result : expected.toString(anew);
}

const recoveryOf = (postgres: YAMLMap): YAMLMap | undefined => {
  const recovery = postgres.get("recovery", true);
  return isMap(recovery) ? recovery : undefined;
};

/** @returns the text with lines after the last entry of a map that has one a line */
function appended(text: string, map: YAMLMap, lines: string[]): string | undefined {
  const key = map.items[0]?.key;
  const start = isScalar(key) ? key.range?.[0] : undefined;
  const end = map.range?.[1];
  if (map.flow || start === undefined || end === undefined) return undefined;
  const indentation = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  const last = text.slice(0, end).trimEnd().length;
  const at = text.indexOf("\n", last) === -1 ? text.length : text.indexOf("\n", last);
  return splice(text, at, at, lines.map((line) => `\n${indentation}${line}`).join(""));
}

const splice = (text: string, from: number, to: number, put: string): string => text.slice(0, from) + put + text.slice(to);

/** As it is written: the first repository goes without saying. */
function shortened({ repository, label, target }: Omit<RestoreRequest, "generation">) {
  return { ...(repository !== 1 && { repository }), label, target };
}

/** On one line. */
function inline(request: Omit<RestoreRequest, "generation">): string {
  const { repository, label, target } = shortened(request);
  const text = typeof target === "string" ? target : `{ time: "${target.time}" }`;
  return `{ ${repository === undefined ? "" : `repository: ${repository}, `}label: ${label}, target: ${text} }`;
}
