import { chmodSync, copyFileSync, existsSync, linkSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cachedFolder } from "./cached";
import { fingerprint } from "./fingerprint";
import { repository } from "./paths";
import type { Progress } from "./types";

const source = join(repository, "toolchain", "stand-ins", "language-nodejs");

function sdk(): { folder: string; version: string } {
  const manifest = require.resolve("@pulumi/pulumi/package.json");
  return { folder: dirname(manifest), version: (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version };
}

const key = (cli: string): string => fingerprint(source, [cli, sdk().version]);

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
    const languageHost = join(unfinished, "pulumi-language-nodejs");
    const { build } = await import("esbuild");
    await build({
      entryPoints: [join(source, "main.ts")],
      outfile: languageHost,
      bundle: true,
      platform: "node",
      target: "node20",
      logLevel: "error",
    });
    const dynamic = "pulumi-resource-pulumi-nodejs";
    copyFileSync(join(sdk().folder, dynamic), join(unfinished, dynamic));
    for (const program of [languageHost, join(unfinished, dynamic)]) chmodSync(program, 0o755);
  });
  return join(folder, "pulumi");
}
