import { noSecretEnv } from "../../../../policies/docker/no-secret-env";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noSecretEnv, {
  passes: {
    settings: { resources: container({ envs: ["PORT=8080", "KEY_PREFIX=shop", "URL=http://postgres:5432/shop"] }) },
    paths: { resources: container({ envs: ["PASSWORD=/run/secrets/password", "DATABASE_URL_FILE=/run/secrets/url"] }) },
    "an empty one": { resources: container({ envs: ["TOKEN="] }) },
  },
  refuses: {
    "a password": {
      resources: container({ envs: ["DB_PASSWORD=hunter2"] }),
      message:
        "Variable DB_PASSWORD of container shop is shown to anyone who can inspect it: got a value under the name of a secret, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write DB_PASSWORD_FILE with its path.",
    },
    "a key": {
      resources: container({ envs: ["STRIPE_API_KEY=sk_live"] }),
      message:
        "Variable STRIPE_API_KEY of container shop is shown to anyone who can inspect it: got a value under the name of a secret, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write STRIPE_API_KEY_FILE with its path.",
    },
    "a token in lower case": {
      resources: container({ envs: ["token=abc"] }),
      message:
        "Variable token of container shop is shown to anyone who can inspect it: got a value under the name of a secret, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write token_FILE with its path.",
    },
    "a login in a URL, whatever its name": {
      resources: container({ envs: ["DATABASE=postgres://shop:hunter2@postgres:5432/shop"] }),
      message:
        "Variable DATABASE of container shop is shown to anyone who can inspect it: got a URL with a password, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write DATABASE_FILE with its path.",
    },
  },
  leavesOut: {
    "a variable that is not known yet, and goes on with the next": {
      resources: container({ envs: [unknown, "SECRET=x"] }),
      unknown: "envs.0",
      message:
        "Variable SECRET of container shop is shown to anyone who can inspect it: got a value under the name of a secret, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write SECRET_FILE with its path.",
    },
  },
});
