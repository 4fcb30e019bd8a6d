import { createRequire, Module } from "node:module";

/**
 * Loads a workspace of this repository inside the process of the dynamic providers, which knows no TypeScript: bundled in memory, so that
 * no bundle lies about that could be older than its source. Called by name from a provider's methods: the state holds the name and not the code.
 * @param name as in its package.json, whose `main` is TypeScript. In the bundle, `__dirname` is that file's folder everywhere.
 */
export function load<T>(name: string): T {
  // The process runs in the program's folder.
  const from = createRequire(`${process.cwd()}/`);
  const entry = from.resolve(name);
  const loaded = from.cache[entry];
  if (loaded) return loaded.exports as T;
  const { buildSync } = from("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    write: false,
  });
  // As Node compiles a file of its own, so that an `import()` in it works too.
  const module = new Module(entry) as Compiling;
  module.filename = entry;
  module.paths = from.resolve.paths(name) ?? [];
  module._compile(outputFiles[0]?.text ?? "", entry);
  from.cache[entry] = module;
  return module.exports as T;
}

/** What Node does not document, and every loader builds on. */
interface Compiling extends NodeJS.Module {
  _compile(code: string, filename: string): void;
}
