import { registry } from "../../toolchain/cluster";
import { lastLine, run } from "../../toolchain/run";
import { CommandError } from "../exit";
import { digestOf } from "../images/registry";

export interface LoadedImage {
  image: string;
  /** Under which the cluster pulls it. */
  reference: string;
}

/** Sends an image of the Docker engine to the cluster's registry, under its own name. @throws CommandError */
export async function load(image: string): Promise<LoadedImage> {
  const name = loadedName(image);
  for (const args of [
    ["tag", image, name],
    ["push", name],
  ]) {
    const done = await run("docker", args);
    if (done.code !== 0)
      throw new CommandError(`${image}: docker ${args[0]} failed: ${lastLine(done)}\nFix: ./ballast cluster status, docker images`);
  }
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
