import { podNoSecretArguments } from "../../../../policies/kubernetes/pod-no-secret-arguments";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (got: string) =>
  `An argument of container shop of Deployment shop is shown to anyone who can read the object or list processes: got ${got}, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and let the program read the file.`;
const url = "redis://:hunter2@redis:6379";

testPolicy(podNoSecretArguments, {
  passes: {
    "no command": { resources: [deployment(), job(), cronJob()] },
    "settings, and the path of a secret": { resources: deployment({ container: { args: ["serve", "--password=/run/secrets/password"] } }) },
  },
  refuses: {
    "an option": {
      resources: deployment({ container: { args: ["serve", "--admin-password=hunter2"] } }),
      message: message("a value for --admin-password"),
    },
    "a URL": { resources: deployment({ container: { command: ["ping", url] } }), message: message("a URL with a password") },
    "a probe": {
      resources: deployment({ container: { readinessProbe: { exec: { command: ["ping", url] } } } }),
      message: message("a URL with a password"),
    },
    "a command at the end": {
      resources: deployment({ container: { lifecycle: { preStop: { exec: { command: ["leave", "--token=hunter2"] } } } } }),
      message: message("a value for --token"),
    },
  },
  leavesOut: {
    "a word that is not known yet": {
      resources: deployment({ container: { args: ["serve", unknown] } }),
      unknown: "spec.template.spec.containers.0.args.1",
    },
  },
});
