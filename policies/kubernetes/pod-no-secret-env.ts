import { secretLike } from "../../components/platform/secret-like";
import { each } from "../policy";
import { eachContainer, podPolicy, type Container } from "./pod";

type Variable = NonNullable<Container["env"]>[number];

export const podNoSecretEnv = podPolicy({
  name: "pod-no-secret-env",
  description: "No secret is an environment variable of a pod.",
  check({ props: pod }, report) {
    eachContainer(pod, ({ env, envFrom }, title) => {
      const refuse = (what: string, got: string, fix: string) =>
        report({
          what: `${what} of ${title} is in its environment, which crash reports and child processes show`,
          got,
          allowed: "a setting, or the path of a file with the secret",
          fix,
        });
      each(env, (variable) => {
        const found = secretOf(variable);
        if (found)
          refuse(`variable ${variable.name}`, found, `make it a secret of the workload, and write ${variable.name}_FILE with its path`);
      });
      each(envFrom, ({ secretRef }) => {
        if (secretRef)
          refuse("a whole Secret", `envFrom secretRef ${secretRef.name}`, "make them secrets of the workload, which mounts them");
      });
    });
  },
});

function secretOf({ name, value, valueFrom }: Variable): string | undefined {
  const { secretKeyRef } = valueFrom ?? {};
  return secretKeyRef ? `secretKeyRef ${secretKeyRef.name}` : secretLike(name, value ?? "");
}
