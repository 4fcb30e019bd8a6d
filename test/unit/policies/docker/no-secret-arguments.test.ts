import { noSecretArguments } from "../../../../policies/docker/no-secret-arguments";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(noSecretArguments, {
  passes: {
    settings: { resources: container({ command: ["serve", "--password-file=/run/secrets/password", "http://postgres:5432"] }) },
    "a path": { resources: container({ command: ["--token=/run/secrets/token"] }) },
  },
  refuses: {
    "an option": {
      resources: container({ command: ["serve", "--admin-password=hunter2"] }),
      message:
        "An argument of container shop is shown to anyone who can inspect it or list processes: got a value for --admin-password, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and let the program read the file.",
    },
    "a login in a URL": {
      resources: container({ entrypoints: ["migrate", "postgres://shop:hunter2@postgres/shop"] }),
      message:
        "An argument of container shop is shown to anyone who can inspect it or list processes: got a URL with a password, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and let the program read the file.",
    },
    "in a health check": {
      resources: container({ healthcheck: { tests: ["CMD", "redis-cli", "-u", "redis://a:b@redis"] } }),
      message:
        "An argument of container shop is shown to anyone who can inspect it or list processes: got a URL with a password, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and let the program read the file.",
    },
  },
  leavesOut: {
    "a word that is not known yet, and goes on with the next": {
      resources: container({ command: [unknown, "--token=x"] }),
      unknown: "command.0",
      message:
        "An argument of container shop is shown to anyone who can inspect it or list processes: got a value for --token, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and let the program read the file.",
    },
  },
});
