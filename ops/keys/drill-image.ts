import { join } from "node:path";
import versions from "../../images/versions.json";
import { imageReference } from "../../components/platform/docker/rules/image-reference";
import { ensureImageBuilder } from "../../toolchain";
import { repository } from "../../toolchain/paths";
import { lastLine, run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import { dockerEngine } from "../images/engine";

const folder = join(repository, "services/drill");

/**
 * The image that a stack's verifications run in, as its deployment calls it; built where the engine has not got it.
 * @throws CommandError, ToolchainError
 */
export async function drillImage(progress: (line: string) => void): Promise<string> {
  await ensureImageBuilder(progress);
  const base = await run("docker", ["image", "inspect", "--format", "{{.Id}}", versions.base]);
  if (base.code !== 0) throw new CommandError(`could not ask Docker: ${lastLine(base)}`, exit.couldNotAsk);
  const args = versions.postgres;
  const reference = imageReference("services-drill", folder, args, base.stdout);
  if ((await run("docker", ["image", "inspect", reference])).code === 0) return reference;
  progress(`${reference}: building`);
  await dockerEngine.build({ reference, build: { folder, args } }, { fresh: false, listen: progress });
  return reference;
}
