import { bytesOf, shown } from "../../amounts";
import { orPass, pass, withFact, type Check, type KubernetesInput } from "../../check";
import type { Claim, Class } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { withCluster } from "./with-cluster";

const id = "storage";
const title = "Storage";

export const storage: Check<KubernetesInput> = {
  id,
  title,
  kinds: {
    "storage-class-missing": "",
    "storage-class-no-default": "",
    "storage-class-ambiguous": "",
    "storage-class-static": "",
    "volume-size-changed": "VOLUME",
    "storage-unknown": "",
  },
  requires: ["cluster"],
  run: (input) =>
    withCluster(input, { id, title }, input.facts.claims, (claims) => {
      const missing = input.needs.volumes.filter(({ name }) => !claims.some((claim) => claim.name === name));
      const resized = sizes(input, claims);
      // What exists has its volume already, whatever has become of the class.
      const found = (): Found =>
        pass(title, "a class for new volumes, and no other size for old ones", `${missing.length} volumes to make`);
      if (missing.length === 0) return orPass(resized, found);
      return withFact(input.facts.storageClasses, id, title, (classes) => orPass([...chosen(input, classes), ...resized], found));
    }),
};

function chosen({ needs: { storageClass: name } }: KubernetesInput, classes: Class[]): Found[] {
  const known = classes.map((one) => one.name).join(", ") || "no classes";
  const defaults = classes.filter((one) => one.default);
  const used = name === undefined ? defaults[0] : classes.find((one) => one.name === name);
  if (!used)
    return [
      name === undefined
        ? {
            level: "fail",
            id: "storage-class-no-default",
            title: "The cluster has no default storage class",
            expected: "a default class, because ballast:kubernetes.storageClass names none",
            found: known,
            fix: "name one of them in ballast:kubernetes.storageClass, or make one the default",
          }
        : {
            level: "fail",
            id: "storage-class-missing",
            title: `The cluster has no storage class ${name}`,
            expected: "the class that ballast:kubernetes.storageClass names",
            found: known,
            fix: "name a class that exists, or make this one",
          },
    ];
  return [
    ...(name === undefined && defaults.length > 1
      ? [
          {
            level: "warn" as const,
            id: "storage-class-ambiguous",
            title: "The cluster has several default storage classes",
            expected: "one default class, or one named in ballast:kubernetes.storageClass",
            found: defaults.map((one) => one.name).join(", "),
            fix: "name one in ballast:kubernetes.storageClass: otherwise the cluster takes the youngest",
          },
        ]
      : []),
    ...(used.provisioner === "kubernetes.io/no-provisioner"
      ? [
          {
            level: "warn" as const,
            id: "storage-class-static",
            title: `Storage class ${used.name} makes no volumes`,
            expected: "a class with a provisioner",
            found: used.provisioner,
            fix: "have a free PersistentVolume for each volume of the stack, or name another class",
          },
        ]
      : []),
  ];
}

/** A claim cannot shrink, and grows only where its class allows it. */
function sizes({ needs: { volumes, namespace } }: KubernetesInput, claims: Claim[]): Found[] {
  return volumes.flatMap(({ name, size }): Found[] => {
    const claim = claims.find((one) => one.name === name);
    if (!claim || claim.size === size) return [];
    return [
      {
        level: "fail",
        id: `volume-size-changed:${name}`,
        title: `Volume ${name} has another size than configured`,
        expected: shown(bytesOf(size)),
        found: shown(bytesOf(claim.size)),
        fix:
          claim.size < size
            ? `grow the claim first, where its class has allowVolumeExpansion (\`kubectl --namespace ${namespace} edit pvc ${name}\`), or move the data to a new stack; or configure ${shown(bytesOf(claim.size))}`
            : `configure ${shown(bytesOf(claim.size))}: a claim cannot shrink; a smaller one needs a new stack to which the data is moved`,
      },
    ];
  });
}
