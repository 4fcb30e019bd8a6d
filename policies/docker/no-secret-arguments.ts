import { hasLogin } from "../../components/platform/secret-like";
import { each } from "../policy";
import { containerPolicy } from "./container";

const option = /^--?[a-z-]*(?:password|passwd|passphrase|secret|token|api-?key)=[^/]/i;

export const noSecretArguments = containerPolicy({
  name: "no-secret-arguments",
  description: "No secret is an argument.",
  check({ name, props: { command = [], entrypoints = [], healthcheck } }, report) {
    each([command, entrypoints, healthcheck?.tests ?? []], (words) =>
      each(words, (word) => {
        if (!hasLogin(word) && !option.test(word)) return;
        report({
          what: `an argument of container ${name} is shown to anyone who can inspect it or list processes`,
          got: hasLogin(word) ? "a URL with a password" : `a value for ${word.split("=")[0]}`,
          allowed: "a setting, or the path of a file with the secret",
          fix: "make it a secret of the workload, and let the program read the file",
        });
      }),
    );
  },
});
