import { chmodSync, copyFileSync, existsSync, linkSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cachedFolder } from "./cached";
import { fingerprint } from "./fingerprint";
import { repository } from "./paths";
import type { Progress } from "./types";

const source = join(repository, "toolchain", "stand-ins", "language-nodejs");

function sdkVersion(): string {
  return (JSON.parse(readFileSync(require.resolve("@pulumi/pulumi/package.json"), "utf8")) as { version: string }).version;
}

const key = (cli: string): string => fingerprint(source, [cli, sdkVersion()]);

/** The CLI with its language host; undefined when they were not put together yet. */
export function assembled(cache: string, cli: string): string | undefined {
  const program = join(cache, `engine-${key(cli)}`, "pulumi");
  return existsSync(program) ? program : undefined;
}

/**
 * Puts the CLI, the language host and the plugin for dynamic resources into one folder, as the vendor ships them: a CLI takes those that
 * are in its own folder without a warning. The language host is bundled with what it imports and needs no node_modules.
 * @returns path of `pulumi` in that folder
 */
export async function assemble(cache: string, cli: string, progress: Progress): Promise<string> {
  const folder = await cachedFolder(cache, "engine", key(cli), progress, async (unfinished) => {
    linkSync(cli, join(unfinished, "pulumi"));
    const outfile = join(unfinished, "pulumi-language-nodejs");
    const { build } = await import("esbuild");
    await build({ entryPoints: [join(source, "main.ts")], outfile, bundle: true, platform: "node", target: "node20", logLevel: "error" });
    for (const file of ["pulumi-resource-pulumi-nodejs", "end-with-parent.cjs"]) copyFileSync(join(source, file), join(unfinished, file));
    for (const program of [outfile, join(unfinished, "pulumi-resource-pulumi-nodejs")]) chmodSync(program, 0o755);
  });
  return join(folder, "pulumi");
}
