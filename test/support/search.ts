import { encodings, type Canary } from "./canaries";

/** Somewhere a secret must not be. */
export interface Place {
  name: string;
  /** Read once, chunk by chunk: an image is larger than memory should be. */
  content: () => AsyncIterable<Buffer> | Iterable<Buffer>;
}

export interface Hit {
  secret: string;
  place: string;
  encoding: string;
}

export const textPlace = (name: string, text: string): Place => ({ name, content: () => [Buffer.from(text)] });

interface Pattern {
  secret: string;
  encoding: string;
  bytes: Buffer;
}

/** Each secret in each of its encodings, in every place; each combination once. */
export async function search(canaries: Canary[], places: Place[]): Promise<Hit[]> {
  const patterns = canaries.flatMap(({ name, value }) =>
    [...encodings(value)].map(([encoding, form]) => ({ secret: name, encoding, bytes: Buffer.from(form) })),
  );
  const hits: Hit[] = [];
  for (const place of places) {
    const found = await searchOne(patterns, place.content());
    hits.push(...[...found].map(({ secret, encoding }) => ({ secret, place: place.name, encoding })));
  }
  return hits;
}

/** One pass for all patterns: their first two bytes are looked up, and only where one begins the rest is compared. */
async function searchOne(patterns: Pattern[], content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Set<Pattern>> {
  const beginning: (Pattern[] | undefined)[] = new Array<undefined>(65_536).fill(undefined);
  for (const pattern of patterns) (beginning[pattern.bytes.readUInt16BE(0)] ??= []).push(pattern);
  const overlap = Math.max(0, ...patterns.map(({ bytes }) => bytes.length)) - 1;
  const found = new Set<Pattern>();
  let rest = Buffer.alloc(0);
  for await (const chunk of content) {
    const bytes = Buffer.concat([rest, chunk]);
    for (let at = 0; at + 1 < bytes.length; at++) {
      const candidates = beginning[(bytes[at]! << 8) | bytes[at + 1]!];
      if (!candidates) continue;
      for (const pattern of candidates) {
        const end = at + pattern.bytes.length;
        if (end <= bytes.length && pattern.bytes.equals(bytes.subarray(at, end))) found.add(pattern);
      }
    }
    rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - overlap)));
  }
  return found;
}
