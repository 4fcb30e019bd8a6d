import * as pulumi from "@pulumi/pulumi";
import { certificateFolder } from "../certificates/folder";
import type { Bucket } from "../object-store/bucket";
import type { Workload } from "../platform/workload";
import { passphraseConf } from "./pgbackrest";
import { bucketKeyConf, type Repository } from "./repositories";

/** Where the certificate of an outside endpoint's authority is. */
const bucketAuthority = "bucket-ca.crt";

export interface RepositoryAccessArgs {
  /** Name of the volume that holds one. @default none does */
  volume?: string;
  /** @default no bucket holds one */
  bucket?: Bucket & { folder: string };
  passphrase: pulumi.Output<string>;
}

/** What a container needs to use the repositories. */
export class RepositoryAccess {
  readonly list: Repository[];

  constructor(private readonly args: RepositoryAccessArgs) {
    const { volume, bucket } = args;
    this.list = [...(volume === undefined ? [] : [{ type: "volume" as const, volume }]), ...(bucket ? [bucketRepository(bucket)] : [])];
  }

  /** For /run/secrets. */
  secrets(): Record<string, pulumi.Output<string>> {
    const { bucket, passphrase } = this.args;
    return {
      "pgbackrest.conf": passphrase.apply((text) => passphraseConf(text, this.list)),
      ...(bucket && { "bucket.conf": bucket.secretKey.apply((key) => bucketKeyConf(this.list, bucket.keyId, key)) }),
    };
  }

  /** For /run/config. */
  files(): Record<string, string> {
    const trust = this.args.bucket?.trust;
    return typeof trust === "object" ? { [bucketAuthority]: trust.certificate } : {};
  }

  /** A name that is not there is soon known not to be: Docker's name server leaves it open for half a minute. */
  env(): Record<string, string> {
    return this.args.bucket ? { RES_OPTIONS: "timeout:1 attempts:2" } : {};
  }

  /** The way to the bucket. */
  network(): { needs: Workload[]; egress: boolean } {
    const { bucket } = this.args;
    return { needs: bucket?.within ? [bucket.within.workload] : [], egress: bucket !== undefined && !bucket.within };
  }
}

function bucketRepository({ endpoint, port, bucket, region, uriStyle, folder, trust }: Bucket & { folder: string }): Repository {
  const caFile = trust === "stack" ? `${certificateFolder}/ca.crt` : `/run/config/${bucketAuthority}`;
  return { type: "s3", endpoint, port, bucket, region, uriStyle, folder, ...(trust !== "public" && { caFile }) };
}
