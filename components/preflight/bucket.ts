/** A bucket outside of the stack that backups go to. */
export interface OutsideBucket {
  /** Host name. */
  endpoint: string;
  port: number;
  bucket: string;
  region: string;
  uriStyle: "path" | "host";
  /** What the stack keeps in the bucket is in it. */
  folder: string;
  keyId: string;
  /** PEM of the authority that signed the endpoint's certificate. @default the system's list */
  certificate?: string;
  /** Absent where it is not known: outside of Pulumi, and before it is made. In no fact and in no report. */
  secretKey?: string;
}

/** What was seen of it. */
export type BucketFacts = { name: string } & (
  | { state: "answers"; skew: number; versioned: boolean; locked: boolean; forbidden: Forbidden[] }
  /** `refused`: S3 says no to the key, the region or the request. */
  | { state: "unreachable" | "untrusted" | "refused" | "missing" | "unknown"; reason: string; skew?: number }
  | { state: "keyless" }
);

/** An action that the key does not allow, and S3's word for it. */
export interface Forbidden {
  action: "write" | "read" | "delete";
  reason: string;
}
