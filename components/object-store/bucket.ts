import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../platform/workload";

/** Where a bucket is: S3 over HTTPS, inside the stack or outside of it. */
export interface BucketPlace {
  /** Host name, as the endpoint's certificate has it. */
  endpoint: string;
  port: number;
  bucket: string;
  region: string;
  /** The bucket's name comes first in the path, or before the host name. */
  uriStyle: "path" | "host";
}

/** A bucket, and what it takes to use it. */
export interface Bucket extends BucketPlace {
  keyId: string;
  secretKey: pulumi.Output<string>;
  /** Who signed the endpoint's certificate: the stack's own authority, one of the public ones, or this one (PEM). */
  trust: "stack" | "public" | { certificate: string };
  /** What serves it, and the names of the volumes that hold it, where it is inside the stack. */
  within?: { workload: Workload; volumes: string[] };
}
