import type { RestoreRequest, RestoreTarget } from "./request";

/** What a field of a request may be: what is allowed in words, and whether this is. */
interface Rule {
  allowed: string;
  holds: (value: unknown) => boolean;
}

const rules: { [field in keyof RestoreRequest]: Rule } = {
  generation: { allowed: "the number of a generation, from 2", holds: (value) => Number.isInteger(value) && Number(value) >= 2 },
  repository: { allowed: "the number of a repository, from 1", holds: (value) => Number.isInteger(value) && Number(value) >= 1 },
  label: {
    allowed: 'the label of a backup, as in "20261125-020009F"',
    holds: (value) => typeof value === "string" && /^\d{8}-\d{6}F(_\d{8}-\d{6}[DI])?$/.test(value),
  },
  target: {
    allowed: '"latest", "backup", or {"time": …} in UTC as in "2026-11-25T11:59:00Z"',
    holds: (value) => value === "latest" || value === "backup" || isTime(value),
  },
};

/**
 * @param text JSON
 * @returns the request in it
 * @throws Error with every mistake
 */
export function requestIn(text: string): RestoreRequest {
  const given = objectIn(text);
  const wrong = (Object.entries(rules) as [keyof RestoreRequest, Rule][]).flatMap(([field, { allowed, holds }]) =>
    holds(given[field]) ? [] : [`${field}: got ${JSON.stringify(given[field]) ?? "nothing"}, allowed is ${allowed}`],
  );
  const more = Object.keys(given).filter((field) => !(field in rules));
  if (more.length > 0) wrong.push(`${more.join(", ")}: not known, allowed are ${Object.keys(rules).join(", ")}`);
  if (wrong.length > 0)
    throw new Error(`the request of a restore: ${wrong.join("; ")}; nothing was done, set it right under recovery.restores`);
  return given as unknown as RestoreRequest;
}

function objectIn(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`the request of a restore is no JSON: got ${text}, allowed is an object; nothing was done`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`the request of a restore: got ${text}, allowed is an object with ${Object.keys(rules).join(", ")}; nothing was done`);
  return value as Record<string, unknown>;
}

/** Date.parse rolls a day over that its month does not have. */
function isTime(value: unknown): value is RestoreTarget {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "time") return false;
  const { time } = value as { time: unknown };
  if (typeof time !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(time)) return false;
  const at = Date.parse(time);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(time.slice(0, 19));
}
