import { z } from "zod";
import { CommandError, exit } from "../../exit";
import { ownImages, shortName, type OwnImage } from "../../images/own-images";
import { pushMissing } from "../../images/push-missing";
import { imageName } from "../../../components/platform/images";
import { drillImage } from "../../../components/backup/drill-image";
import { getObject, type KubernetesApi } from "../../runtime/kubernetes/api";
import type { Stack } from "../../stack";
import { FillingPod } from "./filling-pod";
import { digestScript, TarSource } from "./source";
import { unfinished, type Filling, type Volumes } from "./volumes";

export interface ClaimsArgs {
  api: KubernetesApi;
  namespace: string;
  /** Its configuration says where. */
  stack: Stack;
  /** What this machine's engine reads places with. */
  image: string;
  /** A registry of this machine gets images without a question. */
  force: boolean;
  write: (line: string) => void;
}

const anything = z.looseObject({});

/** Volume claims of a namespace: they are deployed alone, and filled by a pod before the rest is. */
export class Claims implements Volumes {
  constructor(private readonly args: ClaimsArgs) {}

  async check(_: Filling[], existing: string[]): Promise<string> {
    const { api, namespace } = this.args;
    const found = await getObject(api, `/api/v1/namespaces/${namespace}`, anything);
    if (found === undefined || existing.some((urn) => urn.endsWith("kubernetes:core/v1:Namespace::namespace")))
      return "Docker and the cluster";
    throw new CommandError(
      `namespace ${namespace}: got one that is there already, and of which Pulumi's state knows nothing; allowed is none. Nothing was changed\n` +
        `Fix: name another stack with --stack, or where nothing in it is needed any more: kubectl delete namespace ${namespace}`,
      exit.usage,
    );
  }

  async fill(fillings: Filling[]): Promise<string> {
    const { stack, force } = this.args;
    const images = await ownImages(stack.name);
    await pushMissing(images, stack.name, force);
    await stack.updateOnly(fillings.map(({ volume }) => volume));
    const image = clusterImage(images);
    const done: string[] = [];
    for (const filling of fillings) done.push(await this.fillOne(filling, image));
    return done.join("; ");
  }

  private async fillOne({ place, volume }: Filling, image: string): Promise<string> {
    const { api, namespace, write } = this.args;
    const source = new TarSource(place, this.args.image);
    const pod = new FillingPod(api, namespace, volume, image);
    await pod.start();
    try {
      if (await pod.isUnfilled()) await pod.extract(source, (text) => write(`${volume}: ${text}`));
      const [wanted, found] = [await source.digest(), await pod.ask(["sh", "-c", digestScript, "sh", unfinished])];
      if (wanted !== found) {
        throw new CommandError(
          `claim ${volume} in namespace ${namespace}: got other files than those that it was to be filled with\n` +
            "Fix: where it holds something else, give the stack another name with --stack",
          exit.couldNotAsk,
        );
      }
      await pod.ask(["rm", "--force", unfinished]);
      return `${volume} filled, and compared`;
    } finally {
      await pod.remove();
    }
  }
}

/** @returns reference of the one that the stack's own jobs read repositories with */
function clusterImage(images: OwnImage[]): string {
  const name = imageName(drillImage.build);
  const found = images.find(({ reference }) => shortName(reference) === name);
  if (found) return found.reference;
  throw new CommandError(`images of the stack: got none called ${name}, must have one`, exit.couldNotAsk);
}
