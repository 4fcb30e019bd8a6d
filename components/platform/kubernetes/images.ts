import versions from "../../../images/versions.json";
import { contextHash } from "../build-context";
import { imageName } from "../images";
import type { ClusterImage } from "../needs";
import type { Image } from "../workload";
import { digestOf } from "./registry";

/** What the cluster pulls: ours by the digest that the registry has for their content, others as they are given. */
export class KubernetesImages {
  private readonly known = new Map<string, { image: ClusterImage; pinned: Promise<string> }>();

  constructor(private readonly registry: string) {}

  resolve(image: Image): Promise<string> {
    const key = JSON.stringify(image);
    const found = this.known.get(key) ?? describe(clusterImage(image, this.registry));
    this.known.set(key, found);
    return found.pinned;
  }

  /** Name → reference of all that is ours. */
  references(): Record<string, string> {
    return Object.fromEntries(this.all().flatMap(({ reference, build }) => (build ? [[imageName(build.folder), reference]] : [])));
  }

  all(): ClusterImage[] {
    return [...this.known.values()].map(({ image }) => image);
  }
}

function describe(image: ClusterImage): { image: ClusterImage; pinned: Promise<string> } {
  return { image, pinned: image.build ? pinned(image.reference) : Promise.resolve(image.reference) };
}

function clusterImage(image: Image, registry: string): ClusterImage {
  if ("reference" in image) return image;
  const { build: folder, args = {} } = image;
  const tag = contextHash(folder, args, versions.base);
  return { reference: `${registry}/ballast/${imageName(folder)}:${tag}`, build: { folder, args } };
}

/** A program that has just started may be too busy to hear an answer in time; without it, it would deploy something else. */
const attempts = 3;

const asked = (reference: string, left: number): Promise<string | undefined> =>
  digestOf(reference).catch(() => (left > 1 ? asked(reference, left - 1) : undefined));

/** @returns the tag as it stands where there is no digest: the preflight asks as well, and stops what would come of it */
async function pinned(reference: string): Promise<string> {
  const digest = await asked(reference, attempts);
  return digest === undefined ? reference : `${reference.slice(0, reference.lastIndexOf(":"))}@${digest}`;
}
