import { digestOf } from "./registry";
import { ask, isInteractive } from "../confirm";
import { platformOf } from "../stack-file";
import { ownImages, registryOf, shortName, type OwnImage } from "./own-images";
import { digestsOf } from "./push";
import { pushFromHere } from "./push-from-here";

/**
 * Before an update of a stack on Kubernetes: the images that its registry has not got are pushed, if that is agreed to. What is left out
 * here, the preflight inside `up` refuses.
 */
export async function pushMissingImages(stack: string, yes: boolean): Promise<void> {
  if (platformOf(stack) !== "kubernetes") return;
  // What cannot be asked here, the update itself asks, and says what is wrong.
  const images = await ownImages(stack).catch(() => []);
  await pushMissing(images, stack, yes);
}

/** As `pushMissingImages`, of these. */
export async function pushMissing(images: OwnImage[], stack: string, yes: boolean): Promise<void> {
  const missing = await missingOf(images);
  if (missing.length === 0) return;
  const registry = registryOf(missing[0]?.reference ?? "");
  console.error(`${registry} has not got ${missing.map(({ reference }) => shortName(reference)).join(", ")}`);
  if (await agreed(consent(registry, yes, isInteractive()))) await pushFromHere(missing);
  else console.error(`nothing was pushed\nFix: ./ballast images push --stack ${stack}`);
}

async function missingOf(images: OwnImage[]): Promise<OwnImage[]> {
  try {
    const known = await digestsOf(images, digestOf);
    return images.filter((_, index) => known[index] === undefined);
  } catch {
    return [];
  }
}

export type Consent = "given" | "to be asked" | "none";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** `--yes` answers for a registry on this machine's loopback: whether something leaves the machine, a person decides. */
export function consent(registry: string, yes: boolean, interactive: boolean): Consent {
  if (yes && loopback.test(registry)) return "given";
  return interactive ? "to be asked" : "none";
}

async function agreed(consent: Consent): Promise<boolean> {
  return consent === "given" || (consent === "to be asked" && (await ask("Type yes to build and push them: ")) === "yes");
}
