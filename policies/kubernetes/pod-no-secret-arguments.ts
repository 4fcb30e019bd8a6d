import { each } from "../policy";
import { secretIn } from "../secret-argument";
import { eachContainer, podPolicy } from "./pod";

export const podNoSecretArguments = podPolicy({
  name: "pod-no-secret-arguments",
  description: "No secret is an argument of a pod's container or of its probes.",
  check({ props: pod }, report) {
    eachContainer(pod, ({ command, args, startupProbe, readinessProbe, livenessProbe, lifecycle }, title) => {
      const executed = [startupProbe, readinessProbe, livenessProbe, lifecycle?.postStart, lifecycle?.preStop].map(
        (action) => action?.exec?.command,
      );
      each([command, args, ...executed], (words) =>
        each(words, (word) => {
          const found = secretIn(word);
          if (found === undefined) return;
          report({
            what: `an argument of ${title} is shown to anyone who can read the object or list processes`,
            got: found,
            allowed: "a setting, or the path of a file with the secret",
            fix: "make it a secret of the workload, and let the program read the file",
          });
        }),
      );
    });
  },
});
