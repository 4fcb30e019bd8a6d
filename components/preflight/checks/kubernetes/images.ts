import { orPass, pass, unknown, type Check, type KubernetesInput } from "../../check";
import type { ImageFact } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { loose, unbuildable } from "../images";

const id = "images";
const title = "Images";

export const images: Check<KubernetesInput> = {
  id,
  title,
  kinds: {
    "image-not-pushed": "IMAGE",
    "image-missing": "IMAGE",
    "registry-unreachable": "HOST",
    "image-not-pinned": "IMAGE",
    "image-no-dockerfile": "FOLDER",
    "images-unknown": "",
  },
  run(input) {
    const { images: wanted } = input.needs;
    const given = wanted.flatMap(({ reference, build }) => (build ? [] : [reference]));
    return orPass([...unbuildable(input.facts), ...absent(input), ...silent(input.facts.images), ...onNodes(input), ...loose(given)], () =>
      pass(title, "each in its registry", `${wanted.length} there`),
    );
  },
};

const isUnanswered = ({ answer }: ImageFact): boolean => answer !== undefined && "error" in answer;

function absent({ facts, needs }: KubernetesInput): Found[] {
  return facts.images
    .filter(({ answer }) => answer && "value" in answer && answer.value === "missing")
    .map(({ reference, registry }) => ({
      level: "fail",
      id: `image-not-pushed:${reference}`,
      title: `Image ${reference} is not in its registry`,
      expected: `${registry} has it`,
      found: "it does not",
      fix: needs.images.some((image) => image.reference === reference && image.build)
        ? "`./ballast images push --stack STACK`"
        : "push it there, or correct the reference",
    }));
}

/** Each registry once, whatever was asked of it. */
function silent(facts: ImageFact[]): Found[] {
  const reasons = new Map(facts.filter(isUnanswered).map(({ registry, answer }) => [registry, (answer as { error: string }).error]));
  return [...reasons].map(([registry, error]) => ({
    level: "fail",
    id: `registry-unreachable:${registry}`,
    title: `Registry ${registry} does not say what it has`,
    expected: `an answer from ${registry}, which has images of the stack`,
    found: error,
    fix: `start it, see to the network, or \`docker login ${registry}\``,
  }));
}

/** Nobody is asked for these: the nodes have to have them. */
function onNodes({ facts: { images: facts, nodes } }: KubernetesInput): Found[] {
  const unasked = facts.filter(({ answer }) => !answer);
  if (unasked.length === 0) return [];
  if ("error" in nodes) return [unknown(id, title, nodes.error)];
  return unasked.flatMap(({ reference }): Found[] => {
    const without = nodes.value.filter(({ usable, images: present }) => usable && !present.includes(reference)).map(({ name }) => name);
    if (without.length === 0 && nodes.value.some(({ usable }) => usable)) return [];
    return [
      {
        level: "fail",
        id: `image-missing:${reference}`,
        title: `Image ${reference} is not on every node`,
        expected: "in the registry that the stack's own images are in, or on every node, because ballast:preflight.airGapped is true",
        found: `missing on ${without.join(", ") || "every node"}`,
        fix: "push it to that registry and give it by that name, or load it on the nodes",
      },
    ];
  });
}
