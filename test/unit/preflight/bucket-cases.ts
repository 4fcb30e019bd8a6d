import type { BucketFacts } from "../../../components/preflight/bucket";
import { healthyBucket } from "./machine";

const refused = { name: healthyBucket.name, reason: "said so" };
const healthy = (change: Partial<BucketFacts>): BucketFacts => ({ ...healthyBucket, ...change }) as BucketFacts;

/** Name, what was seen, and what is found beside passes: `level id`. */
export const bucketCases: [string, BucketFacts, string[]][] = [
  ["a bucket that works", healthyBucket, []],
  ["a bucket whose key is not known here", { name: healthyBucket.name, state: "keyless" }, ["skip object-storage"]],
  ["a bucket that cannot be reached", { ...refused, state: "unreachable" }, ["fail object-storage-unreachable"]],
  ["a bucket of somebody who is not trusted", { ...refused, state: "untrusted" }, ["fail object-storage-untrusted"]],
  ["a bucket that there is not", { ...refused, state: "missing" }, ["fail object-storage-bucket-missing"]],
  ["a bucket that answers too late", { ...refused, state: "unknown" }, ["error object-storage-unknown"]],
  [
    "a bucket that refuses, a minute behind",
    { ...refused, state: "refused", skew: -61 },
    ["fail object-storage-refused", "warn object-storage-clock"],
  ],
  ["a bucket without versions", healthy({ versioned: false }), ["warn object-storage-unversioned"]],
  ["a clock a minute ahead", healthy({ skew: 60 }), []],
  ["a clock a minute and a second ahead", healthy({ skew: 61 }), ["warn object-storage-clock"]],
  [
    "a key that may not delete",
    healthy({ forbidden: [{ action: "delete", reason: "403 AccessDenied" }] }),
    ["fail object-storage-forbidden"],
  ],
];
