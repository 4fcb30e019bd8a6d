import { mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../exit";
import { projectRoot } from "../project";
import { fileName, projectName } from "../stack-file";

/** The file that declares which generation a stack runs on. */
export class StackFile {
  readonly name: string;
  /** Under which its text has the settings of Postgres. */
  readonly key = `${projectName()}:postgres`;
  private readonly path: string;

  constructor(stack: string) {
    this.name = fileName(stack);
    this.path = join(projectRoot, this.name);
  }

  /** Beside the file: who changes the generation holds it. */
  get lock(): string {
    return join(projectRoot, `.${this.name}.lock`);
  }

  read(): string {
    return readFileSync(this.path, "utf8");
  }

  /** @throws CommandError when it is not what it was when the plan was made */
  requireUnchanged(text: string): void {
    if (this.read() === text) return;
    throw new CommandError(`${this.name} was changed meanwhile: nothing was changed now\nFix: run this again`);
  }

  /** A reader sees the old text or the new. */
  write(text: string): void {
    const path = realpathSync(this.path);
    writeFileSync(`${path}.new`, text, { mode: statSync(path).mode });
    renameSync(`${path}.new`, path);
  }

  /** @param work gets the path of a file with this text, which is gone afterwards */
  async withCopy<T>(text: string, work: (path: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "ballast-"));
    const path = join(folder, this.name);
    writeFileSync(path, text, { mode: 0o600 });
    try {
      return await work(path);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
