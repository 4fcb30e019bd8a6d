import { join } from "node:path";
import { drillImage as spec } from "../../components/backup/drill-image";
import { imageReference } from "../../components/platform/docker/rules/image-reference";
import versions from "../../images/versions.json";
import { ensureImageBuilder } from "../../toolchain";
import { repository } from "../../toolchain/paths";
import { lastLine, run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import { dockerEngine } from "../images/engine";
import { removeLeftDrills } from "./drill-left";

const folder = join(repository, "services/drill");

/**
 * The image that a stack's verifications run in, as its deployment calls it; built where the engine has not got it.
 * @throws CommandError, ToolchainError
 */
export async function drillImage(progress: (line: string) => void): Promise<string> {
  await ensureImageBuilder(progress);
  await removeLeftDrills();
  const reference = await referenceOf();
  if (await isPresent(reference)) return reference;
  progress(`${reference}: building`);
  await dockerEngine.build({ reference, build: { folder, args: spec.args } }, { fresh: false, listen: progress });
  return reference;
}

/** @returns undefined where it is not here: nothing is built or started */
export async function presentDrillImage(): Promise<string | undefined> {
  const reference = await referenceOf().catch(() => undefined);
  return reference !== undefined && (await isPresent(reference)) ? reference : undefined;
}

async function referenceOf(): Promise<string> {
  const base = await run("docker", ["image", "inspect", "--format", "{{.Id}}", versions.base]);
  if (base.code !== 0) throw new CommandError(`could not ask Docker: ${lastLine(base)}`, exit.couldNotAsk);
  return imageReference("services-drill", folder, spec.args, base.stdout);
}

const isPresent = async (reference: string): Promise<boolean> => (await run("docker", ["image", "inspect", reference])).code === 0;
