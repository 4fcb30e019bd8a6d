import { defaultDeny } from "../../../../policies/kubernetes/default-deny";
import { unknown } from "../../../support/judge";
import { defaultDenial, deployment, namespace, service } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message =
  'Pods of Deployment shop connect to anybody, and anybody to them: got no NetworkPolicy for all pods of namespace "ballast-dev" that denies both ways, allowed is one with an empty podSelector, both policyTypes, and no rule; make it beside the namespace, as the platform does.';
const elsewhere = { ...defaultDenial(), props: { ...defaultDenial().props, metadata: { namespace: "other" } } };

testPolicy(defaultDeny, {
  passes: {
    "the platform's own": { resources: [defaultDenial(), deployment()] },
    "no pods": { resources: [namespace(), service()] },
  },
  refuses: {
    none: { resources: deployment(), message },
    "one for some pods": { resources: [defaultDenial({ podSelector: { matchLabels: { a: "b" } } }), deployment()], message },
    "one way only": { resources: [defaultDenial({ policyTypes: ["Ingress"] }), deployment()], message },
    "one that lets in": { resources: [defaultDenial({ ingress: [{}] }), deployment()], message },
    "one that lets out": { resources: [defaultDenial({ egress: [{}] }), deployment()], message },
    "one of another namespace": { resources: [elsewhere, deployment()], message },
  },
  leavesOut: {
    "a policy that is not known yet": {
      resources: [defaultDenial(), defaultDenial({ podSelector: unknown }), deployment()],
      unknown: "spec.podSelector",
    },
  },
});
