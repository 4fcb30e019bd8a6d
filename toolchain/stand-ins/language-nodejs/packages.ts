import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  pulumi?: {
    resource?: boolean;
    name?: string;
    version?: string;
    server?: string;
    parameterization?: { name: string; version: string; value: string };
  };
}

export interface ResourcePackage {
  name: string;
  /** As the engine wants it, with a leading v. */
  version: string;
  server?: string | undefined;
  /** `value` is base64. */
  parameterization?: { name: string; version: string; value: string } | undefined;
}

/** Packages below the program's node_modules that come with a resource plugin: their package.json says `pulumi.resource`. */
export function resourcePackages(programDirectory: string): ResourcePackage[] {
  const found = new Map<string, ResourcePackage>();
  for (const modules of nodeModulesAbove(programDirectory)) {
    for (const folder of packageFolders(modules)) {
      const manifest = readManifest(folder);
      if (!manifest?.pulumi?.resource) continue;
      const name = manifest.pulumi.name ?? manifest.name?.split("/").pop();
      const version = manifest.pulumi.version ?? manifest.version;
      if (!name || !version) continue;
      const { server, parameterization } = manifest.pulumi;
      const key = `${name}@${version}`;
      if (!found.has(key)) found.set(key, { name, version: `v${version.replace(/^v/, "")}`, server, parameterization });
    }
  }
  return [...found.values()];
}

/** What package.json asks for, with the versions that are installed. */
export function programDependencies(programDirectory: string): { name: string; version: string }[] {
  const manifest = readManifest(programDirectory);
  return Object.entries({ ...manifest?.dependencies, ...manifest?.devDependencies }).map(([name, asked]) => {
    const installed = nodeModulesAbove(programDirectory)
      .map((modules) => readManifest(join(modules, name))?.version)
      .find(Boolean);
    return { name, version: installed ?? asked };
  });
}

function nodeModulesAbove(directory: string): string[] {
  const here = join(directory, "node_modules");
  const parent = dirname(directory);
  return [...(existsSync(here) ? [here] : []), ...(parent === directory ? [] : nodeModulesAbove(parent))];
}

function packageFolders(modules: string): string[] {
  return readdirSync(modules)
    .filter((entry) => !entry.startsWith("."))
    .flatMap((entry) =>
      entry.startsWith("@") ? readdirSync(join(modules, entry)).map((name) => join(modules, entry, name)) : [join(modules, entry)],
    );
}

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
