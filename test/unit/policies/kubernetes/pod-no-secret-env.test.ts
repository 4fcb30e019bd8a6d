import { podNoSecretEnv } from "../../../../policies/kubernetes/pod-no-secret-env";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (variable: string, got: string) =>
  `Variable ${variable} of container shop of Deployment shop is in its environment, which crash reports and child processes show: got ${got}, allowed is a setting, or the path of a file with the secret; make it a secret of the workload, and write ${variable}_FILE with its path.`;
const env = (...variables: Record<string, unknown>[]) => deployment({ container: { env: variables } });

testPolicy(podNoSecretEnv, {
  passes: {
    "no variables": { resources: [deployment(), job(), cronJob()] },
    "settings, a path, and a value from a ConfigMap": {
      resources: env(
        { name: "PORT", value: "80" },
        { name: "TOKEN", value: "/run/secrets/token" },
        { name: "COLOUR", valueFrom: { configMapKeyRef: { name: "shop", key: "colour" } } },
      ),
    },
  },
  refuses: {
    "a value under the name of a secret": {
      resources: env({ name: "DB_PASSWORD", value: "hunter2" }),
      message: message("DB_PASSWORD", "a value under the name of a secret"),
    },
    "a URL with a password": {
      resources: env({ name: "DATABASE", value: "postgres://shop:hunter2@db/shop" }),
      message: message("DATABASE", "a URL with a password"),
    },
    "a key of a Secret": {
      resources: env({ name: "LOGIN", valueFrom: { secretKeyRef: { name: "shop", key: "login" } } }),
      message: message("LOGIN", "secretKeyRef shop"),
    },
    "a whole Secret": {
      resources: deployment({ container: { envFrom: [{ secretRef: { name: "shop" } }] } }),
      message:
        "A whole Secret of container shop of Deployment shop is in its environment, which crash reports and child processes show: got envFrom secretRef shop, allowed is a setting, or the path of a file with the secret; make them secrets of the workload, which mounts them.",
    },
  },
  leavesOut: {
    "a value that is not known yet": {
      resources: env({ name: "COLOUR", value: unknown }),
      unknown: "spec.template.spec.containers.0.env.0.value",
    },
  },
});
