import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { previewMarkdown } from "../../ops/ci/markdown";
import { reportOf } from "../../ops/ci/preview-report";
import { redaction } from "../../ops/redact";
import { docker, inside } from "./docker";
import { textPlace, type Place } from "./search";
import type { TestStack } from "./test-stack";

/**
 * Where secrets must not be. Left out by construction are the two places where they belong: the files under /run/secrets (and the stores' own data), which are
 * in volumes that nothing here reads, and the encrypted values of the state, which only `--show-secrets` shows.
 */
export async function containerPlaces(containers: string[]): Promise<Place[]> {
  const each = containers.map(async (container) => {
    const name = (await docker("inspect", "--format", "{{.Name}}", container)).slice(1);
    const running = (await docker("inspect", "--format", "{{.State.Running}}", container)) === "true";
    const read = (what: string) => inside(container, `cat /proc/[0-9]*/${what} 2>/dev/null | tr '\\0' '\\n'`);
    return [
      textPlace(`inspect ${name}`, await docker("inspect", container)),
      textPlace(`logs ${name}`, await docker("logs", container)),
      ...(running
        ? [textPlace(`environ ${name}`, (await read("environ")).output), textPlace(`arguments ${name}`, (await read("cmdline")).output)]
        : []),
    ];
  });
  return (await Promise.all(each)).flat();
}

/** Layers as they are saved, shared ones once. Files that are compressed inside a layer are not unpacked. */
export async function imagePlaces(images: string[]): Promise<Place[]> {
  const unique = [...new Set(images)];
  const history = unique.map((image) => docker("history", "--no-trunc", image));
  return [
    textPlace("image inspect", await docker("image", "inspect", ...unique)),
    textPlace("image history", (await Promise.all(history)).join("\n")),
    { name: "image layers", content: () => outputOf("docker", ["save", ...unique]) },
  ];
}

/** Everything of one kind (`volume`, `network`) with a filter as Docker takes it: its labels and options. */
export async function inspectPlace(kind: "volume" | "network", filter: string): Promise<Place[]> {
  const names = (await docker(kind, "ls", "--quiet", "--filter", filter)).split("\n").filter(Boolean);
  return names.length > 0 ? [textPlace(`${kind} inspect`, await docker(kind, "inspect", ...names))] : [];
}

/** Every file under a folder. */
export function filePlaces(folder: string): Place[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return { name: `file ${path.slice(folder.length + 1)}`, content: () => createReadStream(path) as AsyncIterable<Buffer> };
  });
}

/** What Pulumi shows and keeps of a stack, in its backend and out of it, and what the workflows make of it. */
export async function pulumiPlaces(stack: TestStack): Promise<Place[]> {
  const plan = join(stack.folder, "plan.json");
  const { output: events } = await stack.pulumi("preview", "--json");
  const { stdout: raw } = await stack.streamedPreview();
  const shown = raw.split("\n").map(redaction());
  const lines = shown.filter((line) => line !== undefined);
  return [
    textPlace("state", await stack.export()),
    textPlace("preview", (await stack.preview("--diff", `--save-plan=${plan}`)).output),
    textPlace("preview as JSON", events),
    textPlace("preview as events", lines.join("\n")),
    textPlace("workflow comment", previewMarkdown([reportOf(stack.name, lines)])),
    textPlace("log", (await stack.preview("-v=2", "--logtostderr")).output),
    ...filePlaces(stack.folder),
    ...filePlaces(join(process.env["PULUMI_HOME"] ?? join(process.env["HOME"] ?? "", ".pulumi"), "logs")).filter(({ name }) =>
      name.includes(stack.name),
    ),
  ];
}

/** @throws Error when the program fails */
export async function* outputOf(command: string, args: string[]): AsyncGenerator<Buffer> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close") as Promise<[number]>;
  yield* child.stdout as AsyncIterable<Buffer>;
  const [code] = await closed;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} exited with ${code}`);
}
