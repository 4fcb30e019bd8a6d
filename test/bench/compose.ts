import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import versions from "../../images/versions.json";
import { docker } from "../support/docker";
import { run } from "../support/test-stack";
import { composeProject } from "./compose-file";
import { privateFolder, removeLabelled } from "./stacks";
import type { Exported } from "./state";
import type { Undo } from "./undo";

/** How to start Compose: a program and its first arguments. */
export type ComposeCommand = [string, ...string[]];

/**
 * The plugin where it is installed, else the one of Debian's package, which also runs by itself.
 * @throws Error when neither can be had
 */
export async function findCompose(folder: string, undo: Undo): Promise<ComposeCommand> {
  if ((await run("docker", ["compose", "version"])).code === 0) return ["docker", "compose"];
  const container = `ballast-bench-compose-${process.pid}`;
  undo.later(`container ${container}`, () => run("docker", ["rm", "--force", "--volumes", container]));
  const script = [
    "set -e",
    "cd /tmp && apt-get update -qq && apt-get download -qq docker-compose && dpkg -x docker-compose_*.deb unpacked",
    'cp "$(find unpacked -type f -name docker-compose -perm /111 | head -n 1)" /docker-compose',
  ].join("\n");
  await docker("run", "--name", container, "--network", "host", "--user", "0:0", versions.base, "sh", "-c", script);
  const file = join(folder, "docker-compose");
  await docker("cp", `${container}:/docker-compose`, file);
  const { code, output } = await run(file, ["version"]);
  if (code !== 0) throw new Error(`Debian's docker-compose does not run here: ${output.trim()}`);
  return [file];
}

export class Compose {
  readonly project = `ballast-bench-${process.pid}`;
  private readonly file: string;

  /** @param state of the stack to copy, with its secrets in the clear; they are kept in a private folder until `undo` */
  constructor(
    private readonly command: ComposeCommand,
    state: Exported,
    undo: Undo,
  ) {
    const folder = privateFolder(undo);
    const { document, files } = composeProject(state, folder);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      // The folder above is private; inside the container anybody may read, whatever user Compose runs as. A key is for root's group,
      // which every service is in: Postgres refuses one that others can read.
      writeFileSync(join(folder, path), content, { mode: path.endsWith(".key") ? 0o440 : 0o444 });
    }
    this.file = join(folder, "compose.json");
    writeFileSync(this.file, JSON.stringify(document), { mode: 0o600 });
    undo.later(`Compose project ${this.project}`, () => removeLabelled(this.label));
  }

  get label(): string {
    return `com.docker.compose.project=${this.project}`;
  }

  /** @throws Error when a service does not become healthy */
  up(): Promise<void> {
    return this.must("up", "--wait", "--detach", "--quiet-pull", "--no-build");
  }

  async down(): Promise<void> {
    await this.must("down", "--volumes");
  }

  private async must(...args: string[]): Promise<void> {
    const [program, ...first] = this.command;
    const { code, output } = await run(program, [...first, "--project-name", this.project, "--file", this.file, ...args]);
    if (code !== 0) throw new Error(`compose ${args.join(" ")} exited with ${code}:\n${output}`);
  }
}
