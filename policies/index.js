// Pulumi loads a pack through ts-node with type checking, which takes seconds; bundled in memory it takes a twentieth of one, and
// no bundle lies about that could be older than its source.
const { join } = require("node:path");
const { buildSync } = require("esbuild");

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
