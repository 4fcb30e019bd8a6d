import { randomUUID } from "node:crypto";
import type { BucketFacts, Forbidden, OutsideBucket } from "../../bucket";
import { failureOf } from "../connection";
import type { Knowing } from "../known";
import type { Answered, S3 } from "./s3";

type Seen = Omit<Extract<BucketFacts, { state: "answers" }>, "name"> | Omit<Extract<BucketFacts, { reason: string }>, "name">;

/** Writes one small object, reads it back and deletes it. */
export async function bucketFacts(bucket: OutsideBucket, ask: S3, known: Knowing): Promise<BucketFacts> {
  const name = `${bucket.bucket} at ${bucket.endpoint}:${bucket.port}`;
  if (bucket.secretKey === undefined) return { name, state: "keyless" };
  const seen = await known(look(bucket, ask));
  return { name, ...("value" in seen ? seen.value : { state: "unknown", reason: seen.error }) };
}

async function look(bucket: OutsideBucket, ask: S3): Promise<Seen> {
  try {
    // pgBackRest lists as well.
    const listed = await ask({ method: "GET", query: `list-type=2&max-keys=1&prefix=${encodeURIComponent(`${bucket.folder}/`)}` });
    // Never a negative zero.
    const skew = Math.round((listed.date - Date.now()) / 1000) + 0;
    if (listed.status !== 200) return { state: listed.status === 404 ? "missing" : "refused", reason: wordOf(listed), skew };
    const [versioning, lock, forbidden] = await Promise.all([
      ask({ method: "GET", query: "versioning" }),
      ask({ method: "GET", query: "object-lock" }),
      probe(`${bucket.folder}/preflight-${randomUUID()}`, ask),
    ]);
    return {
      ...{ state: "answers", skew, forbidden },
      versioned: versioning.status === 200 && versioning.body.includes("<Status>Enabled</Status>"),
      locked: lock.status === 200 && lock.body.includes("<ObjectLockEnabled>Enabled</ObjectLockEnabled>"),
    };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return { state: failureOf(code), reason: message || code };
  }
}

async function probe(key: string, ask: S3): Promise<Forbidden[]> {
  const content = "written by a preflight, which deletes it";
  const refused: Forbidden[] = [];
  const written = await ask({ method: "PUT", key, body: content });
  if (written.status !== 200) return [{ action: "write", reason: wordOf(written) }];
  const read = await ask({ method: "GET", key });
  if (read.status !== 200) refused.push({ action: "read", reason: wordOf(read) });
  else if (read.body !== content) refused.push({ action: "read", reason: "it gives back something else" });
  const deleted = await ask({ method: "DELETE", key });
  if (deleted.status >= 300) refused.push({ action: "delete", reason: `${wordOf(deleted)}; ${key} is left behind` });
  return refused;
}

/** S3's own word, as in `403 SignatureDoesNotMatch`. */
function wordOf({ status, body }: Answered): string {
  const word = /<Code>([A-Za-z0-9]+)<\/Code>/.exec(body)?.[1];
  return word === undefined ? String(status) : `${status} ${word}`;
}
