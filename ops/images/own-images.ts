import type { ClusterImage, Needs } from "../../components/platform/needs";
import { CommandError, exit } from "../exit";
import { requestOf } from "../preflight-needs";

/** An image that the stack builds itself. */
export type OwnImage = Required<ClusterImage>;

/** As the program of the stack names them. @throws CommandError for a stack on Docker */
export async function ownImages(stack: string): Promise<OwnImage[]> {
  return ownImagesIn((await requestOf(stack)).needs, stack);
}

export function ownImagesIn(needs: Needs, stack: string): OwnImage[] {
  if (needs.platform !== "kubernetes") {
    throw new CommandError(
      `stack ${stack}: got platform ${needs.platform}, allowed is kubernetes: a Docker engine builds its own images inside \`up\`\n` +
        "Fix: name a stack on Kubernetes with --stack",
      exit.usage,
    );
  }
  const own = needs.images.flatMap(({ reference, build }) => (build ? [{ reference, build }] : []));
  return own.filter(({ reference }, index) => own.findIndex((other) => other.reference === reference) === index);
}

/** "registry.example:5000/team/shop:1.2" → "registry.example:5000" */
export function registryOf(reference: string): string {
  return reference.split("/", 1)[0] ?? "";
}

/** "localhost:5001/ballast/images-redis:9f2c" → "images-redis" */
export function shortName(reference: string): string {
  return reference.replace(/^.*\//, "").replace(/[:@].*$/, "");
}
