import { spawnSync } from "node:child_process";
import { allCapabilities, noNewPrivileges } from "../../components/platform/docker/rules/confinement";
import { repositoryFolder } from "../../services/drill/src/places";
import { cleaningUp } from "../../toolchain/processes";
import { lastLine, run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import type { Source } from "./source";

/** In the volume while it is filled: a copy without an end is not taken for one. */
const unfinished = ".ballast-copying";

/** Fills an empty volume, or goes on with one that was being filled; then every file is compared. What has an end is compared alone. */
const script = `set -eu
mark=${repositoryFolder}/${unfinished}
if [ -z "$(ls -A ${repositoryFolder})" ]; then : >"$mark"; fi
if [ -e "$mark" ]; then cp -a /source/. ${repositoryFolder}/; fi
diff --recursive --brief --no-dereference --exclude=${unfinished} /source ${repositoryFolder} >&2
rm -f "$mark"`;

/**
 * Has the repository in the volume that the stack will use: that is it already, or it becomes a copy, and the source is only read.
 * @param prefix of the stack's names on the host
 * @returns what was done
 * @throws CommandError when the volume holds something else
 */
export async function placeRepository({ image, repository, store }: Source, prefix: string): Promise<string> {
  const target = `${prefix}-${store}-repository`;
  const label = await labelOf(target);
  if (label !== undefined && label !== prefix) {
    throw new CommandError(
      `volume ${target}: got the label ballast.stack=${JSON.stringify(label)}, allowed is ${prefix}: the deployment would replace the volume\n` +
        "Fix: copy the repository into a volume of another name, remove this one, and give that to --repository",
      exit.usage,
    );
  }
  if ("volume" in repository && repository.volume === target) return `the repository is in its volume, ${target}`;
  if (label === undefined) await must(["volume", "create", "--label", `ballast.stack=${prefix}`, target]);
  await must(
    copyArguments({ image, repository, target }),
    `\nFix: where volume ${target} holds another repository, give the stack another name with --stack`,
  );
  return `copied into the volume ${target}, and compared`;
}

function copyArguments({ image, repository, target }: Pick<Source, "image" | "repository"> & { target: string }): string[] {
  const [type, source] = "volume" in repository ? ["volume", repository.volume] : ["bind", repository.folder];
  return [
    ...["run", "--rm", "--init", "--network", "none", "--read-only", "--cap-drop", allCapabilities, "--security-opt", noNewPrivileges],
    ...["--mount", `type=${type},source=${source},target=/source,readonly`],
    ...["--mount", `type=volume,source=${target},target=${repositoryFolder}`],
    ...[image, "sh", "-c", script],
  ];
}

/** @returns undefined where there is no such volume, and "" where it has no label */
async function labelOf(volume: string): Promise<string | undefined> {
  const asked = await run("docker", ["volume", "inspect", "--format", '{{index .Labels "ballast.stack"}}', volume]);
  return asked.code === 0 ? asked.stdout : undefined;
}

async function must(args: string[], fix = ""): Promise<void> {
  const name = `ballast-copy-${process.pid}`;
  const [command = "", ...rest] = args;
  const remove = (): void => void (command === "run" && spawnSync("docker", ["rm", "--force", name], { stdio: "ignore" }));
  const ran = await cleaningUp(remove, () => run("docker", command === "run" ? [command, "--name", name, ...rest] : args));
  if (ran.code !== 0) throw new CommandError(`could not put the repository into its volume: ${lastLine(ran)}${fix}`, exit.couldNotAsk);
}
