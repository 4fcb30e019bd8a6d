import { each } from "../policy";
import { secretIn } from "../secret-argument";
import { containerPolicy } from "./container";

export const noSecretArguments = containerPolicy({
  name: "no-secret-arguments",
  description: "No secret is an argument.",
  check({ name, props: { command = [], entrypoints = [], healthcheck } }, report) {
    each([command, entrypoints, healthcheck?.tests ?? []], (words) =>
      each(words, (word) => {
        const found = secretIn(word);
        if (found === undefined) return;
        report({
          what: `an argument of container ${name} is shown to anyone who can inspect it or list processes`,
          got: found,
          allowed: "a setting, or the path of a file with the secret",
          fix: "make it a secret of the workload, and let the program read the file",
        });
      }),
    );
  },
});
