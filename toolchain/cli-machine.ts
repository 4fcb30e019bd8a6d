import { realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { CliMachine } from "./cli";
import type { Go } from "./go";
import { buildProgram, builtProgram, type GoStandIn } from "./go-build";
import { assemble, assembled } from "./language-host";
import type { Paths } from "./paths";
import { programVersion } from "./probe";
import { timed } from "./progress";
import { isExecutable, onPath } from "./programs";
import { lastLine, run } from "./run";
import { Unavailable } from "./sources";
import type { Progress } from "./types";
import { versions } from "./versions";

const languageHost = "pulumi-language-nodejs";

const standIn: GoStandIn = {
  title: "pulumi CLI",
  folder: "cli",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  version: `v${versions.pulumi.built}`,
  program: "pulumi",
  expectedSeconds: 420,
};

export function cliMachine(paths: Paths, findGo: () => Promise<Go>, progress: Progress): CliMachine {
  const { cache, userHome } = paths;
  const downloaded = join(userHome, "versions", versions.pulumi.built, "bin", "pulumi");
  const foreign = (file: string) => !file.startsWith(cache + sep) && !file.includes(join("node_modules", ".bin"));
  return {
    installed: [...onPath("pulumi").filter(foreign), ...[join(userHome, "bin", "pulumi"), downloaded].filter(isExecutable)],
    version: (cli) => programVersion(cache, cli, ["version"]),
    languageHost: (cli) => {
      const beside = [cli, realpathSync(cli)].map((file) => join(dirname(file), languageHost));
      return [...beside, ...onPath(languageHost).filter(foreign)].find(isExecutable);
    },
    standIn: () => {
      const cli = builtProgram(cache, standIn);
      return cli && assembled(cache, cli);
    },
    download: () => timed(progress, "pulumi CLI: download", 30, () => download(userHome, downloaded)),
    build: async () => assemble(cache, await buildProgram(cache, standIn, findGo, progress), progress),
  };
}

/** The package fetches an installer, whose first words are a sign that the vendor's servers answer. */
async function download(userHome: string, program: string): Promise<string | Unavailable> {
  const result = await run("npm", ["exec", "--yes", "--loglevel=error", "--", `pulumi@${versions.pulumi.built}`, "version"], {
    env: { ...process.env, PULUMI_HOME: userHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    alive: { sign: /Installing/, withinMs: 4_000 },
  });
  return result.code === 0 && isExecutable(program) ? program : new Unavailable(lastLine(result));
}
