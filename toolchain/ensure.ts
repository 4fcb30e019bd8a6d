import { mkdirSync } from "node:fs";
import { baseName, basePart, findBase } from "./base-image";
import { backendEnv, ensureBackend } from "./backend";
import { builtCli, cliFix, cliParts, downloadedCli, presentClis, type Cli } from "./cli";
import { cliMachine } from "./cli-machine";
import { enginePart, findEngine } from "./docker-engine";
import { dockerMachine } from "./docker-machine";
import { pulumiEnv } from "./environment";
import { findGo, goPart, type Go } from "./go";
import { imageMachine } from "./image-machine";
import { nodePart } from "./node";
import { type Paths, pathsOf } from "./paths";
import { newPlugins, type Plugin, type PluginMachine, pluginNames, pluginPart, pluginTitle, presentPlugins } from "./plugin";
import { shareVendors } from "./plugin-folder";
import { pluginMachine } from "./plugin-machine";
import { interruptible } from "./processes";
import { ask, firstOf } from "./sources";
import { type Part, type Progress, type Toolchain, ToolchainError } from "./types";

/**
 * Finds every part, and downloads, builds, installs or starts the missing ones, side by side. The second time it only looks.
 * @throws ToolchainError naming what was tried and what to do
 */
export function ensureToolchain(progress: Progress): Promise<Toolchain> {
  return interruptible(async () => {
    const paths = pathsOf(process.env);
    mkdirSync(paths.cache, { recursive: true });
    ensureBackend(backendEnv(process.env, paths), paths);
    const [pulumi, docker] = await together([ensurePulumi(paths, progress), ensureDocker(paths, progress)]);
    return {
      env: { ...process.env, ...pulumiEnv(process.env, paths, pulumi.cli, pulumi.plugins) },
      pulumi: pulumi.cli.path,
      parts: [nodePart(), ...cliParts(pulumi.cli), ...pulumi.plugins.map(pluginPart), ...(pulumi.go ? [goPart(pulumi.go)] : []), ...docker],
    };
  });
}

/**
 * As much of the toolchain as building images takes: an engine, and the image that every other starts from.
 * @throws ToolchainError as `ensureToolchain` does
 */
export function ensureImageBuilder(progress: Progress): Promise<Part[]> {
  return interruptible(() => ensureDocker(pathsOf(process.env), progress));
}

async function ensurePulumi(paths: Paths, progress: Progress): Promise<{ cli: Cli; plugins: Plugin[]; go: Go | undefined }> {
  let go: Promise<Go> | undefined;
  const goOnce = () => (go ??= findGo(paths.cache, progress));
  const clis = cliMachine(paths, goOnce, progress);
  const machines = pluginNames.map((name) => pluginMachine(name, paths, goOnce, progress));

  const early = await ask([...presentClis(clis), downloadedCli(clis)]);
  const [cli, ...plugins] = await together([
    early.answer ? Promise.resolve(early.answer) : builtCli(clis).catch(alsoTried(early.tried)),
    ...machines.map((machine) => ensurePlugin(machine, early.answer)),
  ]);
  shareVendors(paths, plugins);
  return { cli, plugins, go: await go };
}

async function ensurePlugin(machine: PluginMachine, cli: Cli | undefined): Promise<Plugin> {
  return firstOf(pluginTitle(machine.name), [...presentPlugins(machine), ...newPlugins(machine, cli)], cliFix);
}

async function ensureDocker(paths: Paths, progress: Progress): Promise<Part[]> {
  const engine = await findEngine(dockerMachine(paths.cache, progress));
  const base = await findBase(imageMachine(paths.cache, progress), baseName());
  return [enginePart(engine), basePart(base)];
}

function alsoTried(tried: string[]): (error: unknown) => never {
  return (error) => {
    if (error instanceof ToolchainError) throw new ToolchainError(error.message, [...tried, ...error.tried], error.fix);
    throw error;
  };
}

/** Like Promise.all, but waits for all, so that no work goes on behind the error. */
async function together<All extends unknown[]>(work: { [Index in keyof All]: Promise<All[Index]> }): Promise<All> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
