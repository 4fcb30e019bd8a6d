import { delimiter, dirname } from "node:path";
import { backendEnv } from "./backend";
import type { Cli } from "./cli";
import type { Paths } from "./paths";
import type { Part } from "./types";

/**
 * The variables that plain `pulumi` needs beyond those of `env`. The engine's folder comes first on PATH; where a plugin is a
 * stand-in, PULUMI_HOME is ours, with the credentials still in the user's, so that nothing is written into the user's.
 */
export function pulumiEnv(
  env: NodeJS.ProcessEnv,
  paths: Paths,
  cli: Pick<Cli, "path">,
  plugins: Pick<Part, "source">[],
): Record<string, string> {
  const folder = dirname(cli.path);
  const others = (env["PATH"] ?? "").split(delimiter).filter((entry) => entry !== folder);
  const ownHome = plugins.some(({ source }) => source === "stand-in");
  return {
    PATH: [folder, ...others].join(delimiter),
    ...(ownHome && { PULUMI_HOME: paths.home, PULUMI_CREDENTIALS_PATH: paths.userHome }),
    ...(!ownHome && env["PULUMI_HOME"] === paths.home && { PULUMI_HOME: paths.userHome }),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ...backendEnv(env, paths),
  };
}
