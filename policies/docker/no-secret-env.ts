import { secretLike } from "../../components/platform/secret-like";
import { each } from "../policy";
import { containerPolicy } from "./container";

export const noSecretEnv = containerPolicy({
  name: "no-secret-env",
  description: "No secret is an environment variable.",
  check({ name, props: { envs } }, report) {
    each(envs, (env) => {
      const [variable = "", ...rest] = env.split("=");
      const found = secretLike(variable, rest.join("="));
      if (found === undefined) return;
      report({
        what: `variable ${variable} of container ${name} is shown to anyone who can inspect it`,
        got: found,
        allowed: "a setting, or the path of a file with the secret",
        fix: `make it a secret of the workload, and write ${variable}_FILE with its path`,
      });
    });
  },
});
