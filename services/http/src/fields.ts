import { invalid } from "./errors";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws HttpError 400 for anything else than a UUID */
export function checkedUuid(what: string, text: string): string {
  if (!uuid.test(text)) throw invalid(what, text, "a UUID");
  return text;
}

/**
 * @param json the body
 * @param max characters, counted as people do
 * @throws HttpError 400 when the body has no such text, or one that is empty, too long, or nothing that Postgres can keep
 */
export function textField(json: unknown, field: string, { max }: { max: number }): string {
  const text: unknown = typeof json === "object" && json !== null ? (json as Record<string, unknown>)[field] : undefined;
  const allowed = `a string of 1 to ${max} characters, without U+0000`;
  if (typeof text !== "string") throw invalid(field, text === undefined ? "nothing" : `a value of type ${typeof text}`, allowed);
  const characters = [...text].length;
  if (characters < 1 || characters > max) throw invalid(field, `${characters} characters`, allowed);
  if (text.includes("\0")) throw invalid(field, "U+0000", allowed);
  return text;
}

/** How many to list. @throws HttpError 400 outside 1 to 100 */
export function limitOf(query: URLSearchParams): number {
  const text = query.get("limit") ?? "50";
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > 100) throw invalid("limit", text, "a whole number from 1 to 100");
  return limit;
}
