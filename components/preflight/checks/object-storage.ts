import { orPass, pass, skip, unknown, type Check, type CheckInput } from "../check";
import type { BucketFacts } from "../bucket";
import type { Found } from "../report";

const id = "object-storage";
const title = "Object storage";

/** Seconds by which the clocks may differ. Beyond a quarter of an hour S3 takes no signature. */
const mostSkew = 60;

/** Of a bucket outside of the stack, seen from where Pulumi runs. The stack's own does not exist yet. */
export const objectStorage: Check<CheckInput> = {
  id,
  title,
  kinds: {
    "object-storage-unreachable": "",
    "object-storage-untrusted": "",
    "object-storage-refused": "",
    "object-storage-bucket-missing": "",
    "object-storage-forbidden": "",
    "object-storage-clock": "",
    "object-storage-unversioned": "",
    "object-storage-unknown": "",
  },
  run({ facts: { bucket } }) {
    if (!bucket) return [skip(title, "no bucket outside of the stack is used, or no connection may be made")];
    if (bucket.state === "keyless") return [skip(title, "its secret key is not known here; `preview` and `up` use it")];
    return bucket.state === "answers" ? judged(bucket) : [...unusable(bucket), ...clock(bucket.name, bucket.skew)];
  },
};

type Answering = Extract<BucketFacts, { state: "answers" }>;
type Unusable = Extract<BucketFacts, { reason: string }>;

function judged(bucket: Answering): Found[] {
  const { name, forbidden, versioned, locked, skew } = bucket;
  const problems = [
    ...(forbidden.length > 0
      ? [
          {
            level: "fail" as const,
            id: "object-storage-forbidden",
            title: `The key may not do everything in bucket ${name}`,
            expected: "an object can be written, read back and deleted",
            found: forbidden.map(({ action, reason }) => `${action}: ${reason}`).join(", "),
            fix: "give the key's user s3:ListBucket on the bucket, and s3:PutObject, s3:GetObject and s3:DeleteObject on what is in it",
          },
        ]
      : []),
    ...clock(name, skew),
    ...(versioned
      ? []
      : [
          {
            level: "warn" as const,
            id: "object-storage-unversioned",
            title: `Bucket ${name} keeps no versions`,
            expected: "versioning on: who gets hold of the key cannot destroy every backup",
            found: "versioning off, or not told to this key",
            fix: "turn versioning on, with a lifecycle rule that removes old versions after the days you can afford",
          },
        ]),
  ];
  return orPass(problems, () =>
    pass(title, "a bucket that backups can be kept in", `${name}, versioning on, object lock ${locked ? "on" : "off"}`),
  );
}

function unusable({ name, state, reason }: Unusable): Found[] {
  if (state === "unknown") return [unknown(id, title, reason)];
  const said = {
    unreachable: {
      id: "object-storage-unreachable",
      title: `Bucket ${name} cannot be reached`,
      expected: "an answer over HTTPS",
      fix: "see to the network and the endpoint's name; accept the finding where only the stack reaches it",
    },
    untrusted: {
      id: "object-storage-untrusted",
      title: `The certificate at bucket ${name} is not trusted`,
      expected: "a certificate for that host name, signed by a public authority or by the one configured",
      fix: "give the authority's certificate as postgres.backup.objectStorage.caCertificate, or correct the endpoint",
    },
    refused: {
      id: "object-storage-refused",
      title: `Bucket ${name} refuses the key or the request`,
      expected: "a list of what is in it",
      fix: "correct keyId, region or uriStyle, or the secret: pulumi config set --secret ballast:objectStorageKey",
    },
    missing: {
      id: "object-storage-bucket-missing",
      title: `There is no bucket ${name}`,
      expected: "a bucket of that name",
      fix: "make it, or correct postgres.backup.objectStorage.bucket",
    },
  }[state];
  return [{ level: "fail", ...said, found: reason }];
}

function clock(name: string, skew = 0): Found[] {
  if (Math.abs(skew) <= mostSkew) return [];
  return [
    {
      level: "warn",
      id: "object-storage-clock",
      title: `The clock of bucket ${name} differs`,
      expected: `at most ${mostSkew} s; beyond 15 minutes no request is taken`,
      found: `${Math.abs(skew)} s ${skew > 0 ? "ahead of" : "behind"} this machine`,
      fix: "have the machine's clock set by NTP",
    },
  ];
}
