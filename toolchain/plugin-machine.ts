import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Cli } from "./cli";
import type { Go } from "./go";
import { buildProgram, builtProgram, type GoStandIn } from "./go-build";
import type { Paths } from "./paths";
import { type PluginMachine, type PluginName, pluginTitle } from "./plugin";
import { linkStandIn, pluginPath } from "./plugin-folder";
import { timed } from "./progress";
import { lastLine, run } from "./run";
import { Unavailable } from "./sources";
import type { Progress } from "./types";
import { versions } from "./versions";

/** On two cores that build all stand-ins, with an empty build cache. */
const expectedSeconds: Record<PluginName, number> = { docker: 420, command: 240, kubernetes: 240 };

const standInOf = (name: PluginName): GoStandIn => ({
  title: pluginTitle(name),
  folder: `${name}-plugin`,
  package: ".",
  versionVariable: "main.version",
  version: versions.plugins[name],
  program: `pulumi-resource-${name}`,
  expectedSeconds: expectedSeconds[name],
});

export function pluginMachine(name: PluginName, paths: Paths, findGo: () => Promise<Go>, progress: Progress): PluginMachine {
  const standIn = standInOf(name);
  const installed = pluginPath(paths.home, name);
  const vendor = pluginPath(paths.userHome, name);
  return {
    name,
    vendor: () => (existsSync(vendor) && !existsSync(`${dirname(vendor)}.partial`) ? vendor : undefined),
    standIn: () => {
      const built = builtProgram(paths.cache, standIn);
      return built && existsSync(installed) && statSync(built).ino === statSync(installed).ino ? installed : undefined;
    },
    install: (cli) => timed(progress, `${standIn.title}: download`, 15, () => installVendor(name, cli, paths.userHome)),
    build: async () => {
      linkStandIn(await buildProgram(paths.cache, standIn, findGo, progress), installed);
      return installed;
    },
  };
}

async function installVendor(name: PluginName, cli: Cli, home: string): Promise<Unavailable | undefined> {
  const result = await run(cli.path, ["plugin", "install", "resource", name, versions.plugins[name]], {
    env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
    // On a closed network the CLI asks its registry for seven seconds first.
    alive: { sign: /Downloading/, withinMs: 10_000 },
    hopeless: /Will retry/,
  });
  return result.code === 0 ? undefined : new Unavailable(lastLine(result));
}
