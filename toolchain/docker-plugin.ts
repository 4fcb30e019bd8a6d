import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Cli } from "./cli";
import type { Go } from "./go";
import { buildProgram, builtProgram, type GoStandIn } from "./go-build";
import type { Paths } from "./paths";
import { timed } from "./progress";
import { lastLine, run } from "./run";
import { type Source, Unavailable } from "./sources";
import type { Part, Progress } from "./types";
import { versions } from "./versions";

export interface DockerPlugin {
  path: string;
  source: "vendor" | "stand-in";
}

/** The machine, as far as the choice of the plugin depends on it. */
export interface PluginMachine {
  vendor(): string | undefined;
  standIn(): string | undefined;
  install(cli: Cli): Promise<Unavailable | undefined>;
  build(): Promise<string>;
}

export function presentPlugins(machine: PluginMachine): Source<DockerPlugin>[] {
  const place = (what: string, source: DockerPlugin["source"], find: () => string | undefined) => ({
    what,
    get: () => {
      const path = find();
      return Promise.resolve(path ? { path, source } : new Unavailable("not there"));
    },
  });
  return [
    place("the vendor's plugin folder", "vendor", () => machine.vendor()),
    place("stand-in built earlier", "stand-in", () => machine.standIn()),
  ];
}

/** The vendor is asked through a CLI that is there already; where the CLI itself could not be downloaded, the plugin cannot either. */
export function newPlugins(machine: PluginMachine, cli: Cli | undefined): Source<DockerPlugin>[] {
  const install = async (by: Cli): Promise<DockerPlugin | Unavailable> => {
    const refusal = await machine.install(by);
    const path = machine.vendor();
    return refusal ?? (path ? { path, source: "vendor" } : new Unavailable("was installed elsewhere"));
  };
  return [
    ...(cli ? [{ what: "pulumi plugin install", get: () => install(cli) }] : []),
    { what: "stand-in", get: async (): Promise<DockerPlugin> => ({ path: await machine.build(), source: "stand-in" }) },
  ];
}

export function pluginPart({ path, source }: DockerPlugin): Part {
  return { name: "docker resource plugin", state: "ready", version: versions.dockerPlugin, source, path };
}

const program = "pulumi-resource-docker";
const pluginPath = join("plugins", `resource-docker-v${versions.dockerPlugin}`, program);

const standIn: GoStandIn = {
  title: "docker resource plugin",
  folder: "docker-plugin",
  package: ".",
  versionVariable: "main.version",
  version: versions.dockerPlugin,
  program,
  expectedSeconds: 420,
};

export function pluginMachine(paths: Paths, findGo: () => Promise<Go>, progress: Progress): PluginMachine {
  const installed = join(paths.home, pluginPath);
  const vendor = join(paths.userHome, pluginPath);
  return {
    vendor: () => (existsSync(vendor) && !existsSync(`${dirname(vendor)}.partial`) ? vendor : undefined),
    standIn: () => {
      const built = builtProgram(paths.cache, standIn);
      return built && existsSync(installed) && statSync(built).ino === statSync(installed).ino ? installed : undefined;
    },
    install: (cli) => timed(progress, "docker resource plugin: download", 15, () => installVendor(cli, paths.userHome)),
    build: async () => {
      putInPlace(await buildProgram(paths.cache, standIn, findGo, progress), installed);
      return installed;
    },
  };
}

async function installVendor(cli: Cli, home: string): Promise<Unavailable | undefined> {
  const result = await run(cli.path, ["plugin", "install", "resource", "docker", versions.dockerPlugin], {
    env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
    // On a closed network the CLI asks its registry for seven seconds first.
    alive: { sign: /Downloading/, withinMs: 10_000 },
    hopeless: /Will retry/,
  });
  return result.code === 0 ? undefined : new Unavailable(lastLine(result));
}

/** Replaces a running older one without disturbing it. */
function putInPlace(built: string, installed: string): void {
  const next = `${installed}.${process.pid}`;
  mkdirSync(dirname(installed), { recursive: true });
  rmSync(next, { force: true });
  linkSync(built, next);
  renameSync(next, installed);
}
