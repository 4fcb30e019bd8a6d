import { mkdirSync } from "node:fs";
import { baseName, basePart, findBase } from "./base-image";
import { backendEnv, ensureBackend } from "./backend";
import { builtCli, cliFix, cliParts, downloadedCli, presentClis, type Cli } from "./cli";
import { cliMachine } from "./cli-machine";
import { enginePart, findEngine } from "./docker-engine";
import { dockerMachine } from "./docker-machine";
import { type DockerPlugin, newPlugins, pluginMachine, type PluginMachine, pluginPart, presentPlugins } from "./docker-plugin";
import { pulumiEnv } from "./environment";
import { findGo, goPart, type Go } from "./go";
import { imageMachine } from "./image-machine";
import { nodePart } from "./node";
import { type Paths, pathsOf } from "./paths";
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
      env: { ...process.env, ...pulumiEnv(process.env, paths, pulumi.cli, pulumi.plugin) },
      pulumi: pulumi.cli.path,
      parts: [nodePart(), ...cliParts(pulumi.cli), pluginPart(pulumi.plugin), ...(pulumi.go ? [goPart(pulumi.go)] : []), ...docker],
    };
  });
}

async function ensurePulumi(paths: Paths, progress: Progress): Promise<{ cli: Cli; plugin: DockerPlugin; go: Go | undefined }> {
  let go: Promise<Go> | undefined;
  const goOnce = () => (go ??= findGo(paths.cache, progress));
  const clis = cliMachine(paths, goOnce, progress);
  const plugins = pluginMachine(paths, goOnce, progress);

  const early = await ask([...presentClis(clis), downloadedCli(clis)]);
  const [cli, plugin] = await together([
    early.answer ? Promise.resolve(early.answer) : builtCli(clis).catch(alsoTried(early.tried)),
    ensurePlugin(plugins, early.answer),
  ]);
  return { cli, plugin, go: await go };
}

async function ensurePlugin(machine: PluginMachine, cli: Cli | undefined): Promise<DockerPlugin> {
  return firstOf("docker resource plugin", [...presentPlugins(machine), ...newPlugins(machine, cli)], cliFix);
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
async function together<A, B>(work: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
