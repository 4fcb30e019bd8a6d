import { shown } from "../policy";
import { eachContainer, podPolicy, type Container, type PodSpec } from "./pod";

export const podConfined = podPolicy({
  name: "pod-confined",
  description: "A pod's container is an ordinary user without rights, and cannot write into its image.",
  check({ props: pod }, report) {
    eachContainer(pod, (container, title) => {
      const wrong = faults(pod.spec, container);
      if (wrong.length === 0) return;
      report({
        what: `${title} is less confined than the strictest standard of Kubernetes demands`,
        got: wrong.join(", "),
        allowed:
          "runAsNonRoot true with a user from 1, allowPrivilegeEscalation false, capabilities that drop ALL and add none, seccompProfile RuntimeDefault or Localhost, readOnlyRootFilesystem true",
        fix: "leave the securityContext to the platform",
      });
    });
  },
});

/** What is set for a container counts before what is set for its pod. */
function faults({ securityContext: pod }: PodSpec, { securityContext: own }: Container): string[] {
  const { runAsNonRoot = pod?.runAsNonRoot, runAsUser = pod?.runAsUser, seccompProfile = pod?.seccompProfile } = own ?? {};
  const { allowPrivilegeEscalation, capabilities, readOnlyRootFilesystem } = own ?? {};
  const rules: [setting: string, value: unknown, holds: boolean][] = [
    ["runAsNonRoot", runAsNonRoot, runAsNonRoot === true],
    ["runAsUser", runAsUser, (runAsUser ?? 0) > 0],
    ["allowPrivilegeEscalation", allowPrivilegeEscalation, allowPrivilegeEscalation === false],
    ["capabilities", capabilities, (capabilities?.drop ?? []).includes("ALL") && (capabilities?.add ?? []).length === 0],
    ["seccompProfile", seccompProfile, ["RuntimeDefault", "Localhost"].includes(seccompProfile?.type ?? "")],
    ["readOnlyRootFilesystem", readOnlyRootFilesystem, readOnlyRootFilesystem === true],
  ];
  return rules.flatMap(([setting, value, holds]) => (holds ? [] : [`${setting} ${shown(value)}`]));
}
