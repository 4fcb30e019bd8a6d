import * as registry from "../../components/platform/kubernetes/registry";
import { CommandError } from "../exit";
import { registryOf } from "./own-images";

/**
 * @returns "sha256:…"; undefined when the registry answers, and has no such image
 * @throws CommandError when the registry could not be asked
 */
export async function digestOf(reference: string): Promise<string | undefined> {
  try {
    return await registry.digestOf(reference);
  } catch (error) {
    throw new CommandError(
      `${(error as Error).message}\n` +
        `Fix: start it (./ballast cluster up, where it is the local one), or correct ballast:kubernetes.registry (${registryOf(reference)})`,
    );
  }
}
