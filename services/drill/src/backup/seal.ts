import { createHash } from "node:crypto";

/** The cipher of a repository hides what is in a file, and does not notice a change of it: whoever decrypts a changed one gets other content. */
export function sealed(document: object): string {
  return JSON.stringify({ ...document, seal: sealOf(document) });
}

/**
 * @param text of `sealed`
 * @returns the document
 * @throws Error when it is not as it was sealed
 */
export function unsealed<T>(path: string, text: string): T {
  const { seal, ...document } = parsed(text);
  if (seal !== sealOf(document)) throw new Error(`${path}: it was changed since it was written`);
  return document as T;
}

export function digestOf(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

const sealOf = (document: object): string => digestOf(JSON.stringify(document));

/** @returns nothing of what is no JSON: that has no seal */
function parsed(text: string): { seal?: string } {
  try {
    return JSON.parse(text) as { seal?: string };
  } catch {
    return {};
  }
}
