import { createPublicKey } from "node:crypto";

/** A secret that is searched for. */
export interface Canary {
  /** Where it is kept: a resource and its property. */
  name: string;
  value: string;
}

/** With this key, an exported state marks a secret (Pulumi's `resource.SigKey` and `SecretSig`). */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

interface Exported {
  deployment: { resources?: { urn: string; inputs?: unknown; outputs?: unknown }[] };
}

/**
 * Every secret of a stack that can be told from other text: any resource's, in inputs and outputs, each value once. Of a private key in PEM
 * each line of its body is one that its public half does not hold too. Left out, because finding them proves nothing: values under 12 characters, paths, and text that no generator made
 * (no letter and digit both, or under 3 bits a character); other text of several lines is a file whose secrets are resources of their own.
 * @param exported what `pulumi stack export --show-secrets` prints
 */
export function canariesIn(exported: string): Canary[] {
  const found = new Map<string, Canary>();
  for (const { urn, inputs, outputs } of (JSON.parse(exported) as Exported).deployment.resources ?? []) {
    for (const { path, text } of secretTexts({ inputs, outputs }, "")) {
      for (const value of pemLines(text) ?? [text]) {
        if (isTelling(value) && !found.has(value)) found.set(value, { name: `${urn.split("::").at(-1)}${path}`, value });
      }
    }
  }
  return [...found.values()];
}

function* secretTexts(node: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof node !== "object" || node === null) return;
  const object = node as Record<string, unknown>;
  if (object[signature] === secretSignature) yield* texts(JSON.parse(object["plaintext"] as string), path);
  else for (const [key, child] of Object.entries(object)) yield* secretTexts(child, `${path}.${key}`);
}

function* texts(node: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof node === "string") yield { path, text: node };
  else if (typeof node === "object" && node !== null)
    for (const [key, child] of Object.entries(node)) yield* texts(child, `${path}.${key}`);
}

/** @returns undefined for what is no private key: a certificate is public, and so is the public half of a key that a line may be */
function pemLines(text: string): string[] | undefined {
  const keys = [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n([\s\S]*?)-----END [A-Z ]*-----/g)];
  if (keys.length === 0) return undefined;
  return keys.flatMap(([pem, body = ""]) => {
    const known = publicHalf(pem);
    return body.split("\n").filter((line) => line.length >= 40 && !known.includes(Buffer.from(line, "base64")));
  });
}

function publicHalf(pem: string): Buffer {
  try {
    return createPublicKey(pem).export({ type: "spki", format: "der" });
  } catch {
    return Buffer.alloc(0);
  }
}

function isTelling(value: string): boolean {
  if (value.length < 12 || /\s/.test(value) || /^(\/[a-z0-9._-]+)+$/.test(value)) return false;
  return /[A-Za-z]/.test(value) && /[0-9]/.test(value) && bitsPerCharacter(value) >= 3;
}

/** Shannon's entropy of its characters. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, count) => sum + (count / text.length) * Math.log2(count / text.length), 0);
}

/** The forms in which a value may lie about, by name. */
export function encodings(value: string): Map<string, string> {
  const bytes = Buffer.from(value);
  const escaped = JSON.stringify(value).slice(1, -1);
  const forms: [string, string][] = [
    ["plain", value],
    ["reversed", [...value].reverse().join("")],
    ["hex", bytes.toString("hex")],
    ["HEX", bytes.toString("hex").toUpperCase()],
    ["URL", encodeURIComponent(value)],
    ["JSON", escaped],
    ["JSON in JSON", JSON.stringify(escaped).slice(1, -1)],
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const text = base64At(bytes, offset);
      return [
        [`base64+${offset}`, text],
        [`base64url+${offset}`, text.replaceAll("+", "-").replaceAll("/", "_")],
      ];
    }),
  ];
  const byForm = new Map<string, string>();
  for (const [name, form] of forms) if (!byForm.has(form)) byForm.set(form, name);
  return new Map([...byForm].map(([form, name]) => [name, form]));
}

/** Base64 of the bytes where they stand `offset` bytes behind a multiple of three, without the characters that depend on their neighbours. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
