import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A script in place of `docker`, found before it. */
export class FakeDocker {
  readonly folder = mkdtempSync(join(tmpdir(), "fake-docker-"));
  private readonly path = process.env["PATH"];

  constructor() {
    process.env["PATH"] = `${this.folder}${delimiter}${this.path}`;
  }

  says(script: string): void {
    writeFileSync(join(this.folder, "docker"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  remove(): void {
    process.env["PATH"] = this.path;
    rmSync(this.folder, { recursive: true });
  }
}
