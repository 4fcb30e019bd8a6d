// Pulumi loads a pack through ts-node with type checking, which takes seconds; bundled in memory it takes a twentieth of one, and
// no bundle lies about that could be older than its source.
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

// The SDK loads npm's own tree walker, for functions that are kept in a state: a fifth of a pack's start, and no pack does that.
const walker = createRequire(require.resolve("@pulumi/pulumi")).resolve("@npmcli/arborist");
require.cache[walker] ??= { id: walker, filename: walker, loaded: true, exports: {} };

const entry = join(__dirname, "pack.ts");
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  sourcemap: "inline",
  write: false,
});
module._compile(outputFiles[0].text, entry);
