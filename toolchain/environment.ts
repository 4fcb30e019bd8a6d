import { delimiter, dirname } from "node:path";
import { backendEnv } from "./backend";
import type { Cli } from "./cli";
import type { DockerPlugin } from "./docker-plugin";
import type { Paths } from "./paths";

/**
 * The variables that plain `pulumi` needs beyond those of `env`. The engine's folder comes first on PATH; where the docker plugin is a
 * stand-in, PULUMI_HOME is ours, with the credentials still in the user's, so that nothing is written into the user's.
 */
export function pulumiEnv(
  env: NodeJS.ProcessEnv,
  paths: Paths,
  cli: Pick<Cli, "path">,
  plugin: Pick<DockerPlugin, "source">,
): Record<string, string> {
  const folder = dirname(cli.path);
  const others = (env["PATH"] ?? "").split(delimiter).filter((entry) => entry !== folder);
  const ownHome = plugin.source === "stand-in";
  return {
    PATH: [folder, ...others].join(delimiter),
    ...(ownHome && { PULUMI_HOME: paths.home, PULUMI_CREDENTIALS_PATH: paths.userHome }),
    ...(!ownHome && env["PULUMI_HOME"] === paths.home && { PULUMI_HOME: paths.userHome }),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...backendEnv(env, paths),
  };
}
