import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueAuthority, issueLeaf } from "../../components/certificates/x509";
import type { OutsideBucket } from "../../components/preflight/bucket";
import { docker } from "./docker";
import { freePort } from "./ports";

/** An object store outside of every stack, on a port of this machine, with a certificate for `localhost`. */
export class S3Server {
  private readonly name = `ballast-test-s3-${process.pid}`;
  private readonly folder = mkdtempSync(join(tmpdir(), "ballast-s3-"));

  /** @param image of the object store */
  async start(image: string): Promise<OutsideBucket> {
    const authority = await issueAuthority("a test's own", 10);
    const leaf = await issueLeaf(["localhost"], 10, authority);
    const secretKey = "a-secret-key-for-one-test";
    const files = { "ca.crt": authority.certificate, "tls.crt": leaf.certificate, "tls.key": leaf.key, backups: secretKey };
    for (const [file, content] of Object.entries(files)) writeFileSync(join(this.folder, file), content);
    const port = await freePort();
    await docker(
      ...["run", "--detach", "--rm", "--init", "--user=0:0", `--name=${this.name}`, `--publish=127.0.0.1:${port}:7070`],
      ...[`--volume=${this.folder}:/run/certificates:ro`, `--volume=${this.folder}:/run/secrets:ro`],
      ...[image, "object-store-start", "backups"],
    );
    await docker("exec", this.name, "bash", "-c", "until [ -e /tmp/ready ]; do sleep 0.1; done");
    return {
      ...{ endpoint: "localhost", port, bucket: "backups", region: "us-east-1", uriStyle: "path", folder: "test" },
      ...{ keyId: "backups", secretKey, certificate: authority.certificate },
    };
  }

  /** @returns what is in the bucket */
  objects(): Promise<string> {
    return docker("exec", this.name, "find", "/data/backups", "-type", "f");
  }

  async stop(): Promise<void> {
    await docker("stop", this.name);
    rmSync(this.folder, { recursive: true });
  }
}
