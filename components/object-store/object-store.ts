import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/authority";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { Probes, Resources } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import type { Bucket, BucketPlace } from "./bucket";

export interface ObjectStoreArgs {
  resources: Resources;
  storage: Size;
  /** Signs its certificate. */
  authority: CertificateAuthority;
  /** Refuse to destroy the data until it is unprotected. */
  protect: boolean;
}

/** The one bucket, and the one user: its owner, who may make no other. */
const bucket = "backups";
const port = 7070;

/** The bucket is made after the start. */
const ready = { command: ["bash", "-c", `[ -e /tmp/ready ] && : </dev/tcp/127.0.0.1/${port}`] };
const probes: Probes = {
  startup: { check: ready, initialDelay: 0, period: 1, timeout: 3, failures: 60 },
  readiness: { check: ready, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
  liveness: { check: { tcp: port }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
};

/** S3 over a volume, for backups that have no object storage elsewhere. Private: it answers nobody but its user. */
export class ObjectStore extends pulumi.ComponentResource {
  readonly bucket: Bucket;
  private readonly key: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    platform: Platform,
    { resources, storage, authority, protect }: ObjectStoreArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:objectstore:ObjectStore", name, {}, opts);
    const child = { parent: this };

    this.key = new GeneratedSecret(`${name}-${bucket}-key`, {}, child).value;
    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    const workload = platform.workload(
      name,
      {
        image: builtImage("object-store"),
        command: ["object-store-start", bucket],
        secrets: { [bucket]: this.key },
        mounts: [{ volume: data, path: "/data" }, authority.issue(name, [name], child)],
        ports: { s3: { port } },
        probes,
        resources,
        user: 999,
      },
      child,
    );
    const place: BucketPlace = { endpoint: workload.host, port, bucket, region: "us-east-1", uriStyle: "path" };
    this.bucket = { ...place, keyId: bucket, secretKey: this.key, trust: "stack", within: { workload, volumes: [`${name}-data`] } };
    this.registerOutputs({});
  }

  /** Every secret of this store. @param owner who uses the bucket */
  credentials(owner: string): Credential[] {
    const facts = { purpose: "application", store: this.name, owner, login: bucket, version: 1 } as const;
    return [{ name: `${this.name}-${bucket}-key`, facts, value: this.key }];
  }
}
