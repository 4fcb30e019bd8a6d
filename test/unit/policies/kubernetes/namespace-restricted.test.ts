import { namespaceRestricted } from "../../../../policies/kubernetes/namespace-restricted";
import { unknown } from "../../../support/judge";
import { deployment, namespace } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (level: string) =>
  `A pod with rights on its node can be made in namespace namespace: got label pod-security.kubernetes.io/enforce ${level}, allowed is restricted; write pod-security.kubernetes.io/enforce: restricted.`;

testPolicy(namespaceRestricted, {
  passes: { restricted: { resources: namespace() }, "no namespace": { resources: deployment() } },
  refuses: {
    "the standard below": { resources: namespace("baseline"), message: message('"baseline"') },
    none: {
      resources: { ...namespace(), props: { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/warn": "restricted" } } } },
      message: message("nothing"),
    },
  },
  leavesOut: {
    "a label that is not known yet": {
      resources: namespace(unknown),
      unknown: "metadata.labels.pod-security.kubernetes.io/enforce",
    },
  },
});
