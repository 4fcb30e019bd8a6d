import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { kernelSettings } from "../../components/host-tuning/settings";

/** What a kernel has before anybody looks after it. */
const untouched: Record<string, string> = {
  "vm.overcommit_memory": "0",
  "net.core.somaxconn": "128",
  transparent_hugepage: "[always] madvise never",
  "vm.swappiness": "60",
};

/** A folder that looks like the root of a host, so that no test changes the machine it runs on. */
export class FakeHost {
  readonly root = mkdtempSync(join(tmpdir(), "ballast-host-"));

  constructor() {
    for (const { name } of kernelSettings) this.set(name, untouched[name] ?? "");
  }

  set(name: string, value: string): void {
    this.write(fileOf(name), `${value}\n`);
  }

  /** Setting → value in force. */
  settings(): Record<string, string> {
    return Object.fromEntries(kernelSettings.map(({ name, file }) => [name, this.read(file) ?? "missing"]));
  }

  /** @returns content without the newline at its end, undefined when there is no such file */
  read(file: string): string | undefined {
    const path = join(this.root, file);
    return existsSync(path) ? readFileSync(path, "utf8").trimEnd() : undefined;
  }

  write(file: string, content: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  remove(file: string): void {
    rmSync(join(this.root, file), { recursive: true });
  }

  /** Everybody may read, and nobody but its owner write. */
  openForReading(): void {
    execFileSync("chmod", ["-R", "u=rwX,go=rX", this.root]);
  }

  /** Every file below the root, but for those of the kernel. */
  files(): string[] {
    const { stdout } = spawnSync("find", [".", "-type", "f", "-not", "-path", "./proc/*", "-not", "-path", "./sys/*"], {
      cwd: this.root,
      encoding: "utf8",
    });
    return stdout.split("\n").filter(Boolean).sort();
  }

  delete(): void {
    rmSync(this.root, { recursive: true });
  }
}

export function fileOf(setting: string): string {
  const found = kernelSettings.find(({ name }) => name === setting);
  if (!found) throw new Error(`setting: got ${setting}, allowed is one of settings.ts`);
  return found.file;
}
