import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preflightSummary } from "../../support/preflight-summary";
import type { Engine } from "../../../ops/engine";

export const deployed = {
  contractVersion: 1,
  certificates: { authority: "", notAfter: {} },
  platform: "docker",
  endpoints: {},
  credentials: {
    "redis-admin-password": {
      purpose: "administrator",
      store: "redis",
      owner: "redis",
      login: "ballast_admin",
      version: 2,
      secretOutput: "secrets",
    },
    "redis-key": { purpose: "encryption", store: "redis", owner: "redis", version: 1, secretOutput: "secrets" },
  },
  services: { redis: { units: ["no-such-container"], needs: [] } },
  volumes: { data: { name: "no-such-volume", protected: true } },
  preflight: preflightSummary,
};

/** A program in place of `pulumi` that notes how it was called, and answers as told. */
export class FakePulumi {
  private readonly folder = mkdtempSync(join(tmpdir(), "fake-pulumi-"));
  private readonly calls = join(this.folder, "calls");
  readonly engine: Engine = { pulumi: join(this.folder, "pulumi"), env: process.env };

  /** @param answers standard output and exit code, by the first words of the call; the first that fits counts. @default nothing, and 0 */
  constructor(answers: Record<string, { stdout?: string; exitCode?: number }> = {}) {
    const cases = Object.entries(answers).map(([words, { stdout = "", exitCode = 0 }], index) => {
      const file = join(this.folder, String(index));
      writeFileSync(file, stdout);
      return `"${words}"*) cat ${file}; exit ${exitCode};;`;
    });
    const script = `#!/bin/sh\necho "$*" >> ${this.calls}\ncase "$*" in ${cases.join(" ")} esac\n`;
    writeFileSync(this.engine.pulumi, script, { mode: 0o755 });
    appendFileSync(this.calls, "");
  }

  /** What it was called with, without the questions about the stack. */
  changes(): string[] {
    const all = existsSync(this.calls) ? readFileSync(this.calls, "utf8").trim().split("\n") : [];
    return all.filter((call) => call !== "" && !/^stack (output|history) /.test(call));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
