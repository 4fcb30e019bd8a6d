import { each, shown } from "../policy";
import { podPolicy } from "./pod";

export const podNoToken = podPolicy({
  name: "pod-no-token",
  description: "A pod has no token for the cluster's API.",
  check({ props: { spec, title } }, report) {
    const refuse = (got: string) =>
      report({
        what: `whoever takes over a pod of ${title} speaks to the cluster's API in its name`,
        got,
        allowed: "automountServiceAccountToken false, written in the pod, and no serviceAccountToken in its volumes",
        fix: "leave the service account to the platform",
      });
    const { automountServiceAccountToken: automount } = spec;
    if (automount !== false) refuse(`automountServiceAccountToken ${shown(automount)}`);
    each(spec.volumes, ({ name, projected }) =>
      each(projected?.sources, ({ serviceAccountToken }) => {
        if (serviceAccountToken) refuse(`a serviceAccountToken in volume ${name}`);
      }),
    );
  },
});
