import { podConfined } from "../../../../policies/kubernetes/pod-confined";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, pod, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const confined = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 10001,
  seccompProfile: { type: "RuntimeDefault" },
};
const changed = (change: Record<string, unknown>) => deployment({ container: { securityContext: { ...confined, ...change } } });
const refused = (change: Record<string, unknown>, got: string) => ({
  resources: changed(change),
  message: `Container shop of Deployment shop is less confined than the strictest standard of Kubernetes demands: got ${got}, allowed is runAsNonRoot true with a user from 1, allowPrivilegeEscalation false, capabilities that drop ALL and add none, seccompProfile RuntimeDefault or Localhost, readOnlyRootFilesystem true; leave the securityContext to the platform.`,
});

testPolicy(podConfined, {
  passes: {
    "the platform's own": { resources: [deployment(), statefulSet(), job(), cronJob(), pod()] },
    "what the pod says for its containers": {
      resources: deployment({
        container: { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true } },
        pod: { securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "Localhost" } } },
      }),
    },
  },
  refuses: {
    "a user who may be root": refused({ runAsNonRoot: false }, "runAsNonRoot false"),
    root: refused({ runAsUser: 0 }, "runAsUser 0"),
    "a user of the image's": refused({ runAsUser: undefined }, "runAsUser nothing"),
    "a way to more rights": refused({ allowPrivilegeEscalation: undefined }, "allowPrivilegeEscalation nothing"),
    "capabilities that are kept": refused({ capabilities: { drop: ["NET_RAW"] } }, 'capabilities {"drop":["NET_RAW"]}'),
    "one that is added": refused(
      { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } },
      'capabilities {"drop":["ALL"],"add":["NET_BIND_SERVICE"]}',
    ),
    "every system call": refused({ seccompProfile: { type: "Unconfined" } }, 'seccompProfile {"type":"Unconfined"}'),
    "a root that can be written": refused({ readOnlyRootFilesystem: false }, "readOnlyRootFilesystem false"),
    "several faults at once": refused({ runAsUser: 0, readOnlyRootFilesystem: false }, "runAsUser 0, readOnlyRootFilesystem false"),
  },
  leavesOut: {
    "a user who is not known yet": {
      resources: changed({ runAsUser: unknown }),
      unknown: "spec.template.spec.containers.0.securityContext.runAsUser",
    },
  },
});
