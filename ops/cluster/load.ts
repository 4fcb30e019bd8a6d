import { registry } from "../../toolchain/cluster";
import { lastLine, run } from "../../toolchain/run";
import { CommandError } from "../exit";
import { dockerEngine } from "../images/engine";
import { digestOf } from "../images/registry";

export interface LoadedImage {
  image: string;
  /** Under which the cluster pulls it. */
  reference: string;
}

/** Sends an image of the Docker engine to the cluster's registry, under its own name. @throws CommandError */
export async function load(image: string): Promise<LoadedImage> {
  const name = loadedName(image);
  const tagged = await run("docker", ["tag", image, name]);
  if (tagged.code !== 0) throw new CommandError(`${image}: docker tag failed: ${lastLine(tagged)}\nFix: docker images`);
  await dockerEngine.push(name);
  const digest = await digestOf(name);
  if (digest === undefined) throw new CommandError(`${image}: docker push ended well, and ${registry} has no such image`);
  return { image, reference: `${name}@${digest}` };
}

/** The name without the registry it came from. */
export function loadedName(image: string): string {
  const [first, ...rest] = image.split("/");
  const isHost = rest.length > 0 && (first!.includes(".") || first!.includes(":") || first === "localhost");
  return `${registry}/${isHost ? rest.join("/") : image}`;
}
