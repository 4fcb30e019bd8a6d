import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** One object of each sort that the plugin treats in its own way. */
interface Wanted {
  text: string;
  /** Secret value, plain in the program: the plugin has to hide it. */
  password: string;
  /** What the job runs, in a shell of `image`; no job without it. */
  job?: { image: string; command: string; seconds: number };
}

const config = new pulumi.Config();
const { text, password, job } = config.requireObject<Wanted>("wanted");
const provider = new k8s.Provider("cluster", { context: config.require("context") });
const namespace = config.require("namespace");
const options: pulumi.CustomResourceOptions = {
  provider,
  dependsOn: new k8s.core.v1.Namespace("namespace", { metadata: { name: namespace } }, { provider }),
};

new k8s.core.v1.ConfigMap("settings", { metadata: { name: "settings", namespace }, data: { "app.text": text } }, options);
new k8s.core.v1.Secret("login", { metadata: { name: "login", namespace }, stringData: { password } }, options);
new k8s.core.v1.ConfigMap("fixed", { metadata: { name: "fixed", namespace }, immutable: true, data: { text } }, options);
new k8s.core.v1.Service(
  "web",
  { metadata: { name: "web", namespace }, spec: { ports: [{ port: 80 }], selector: { app: "web" } } },
  options,
);
if (job) makeJob(job);

function makeJob({ image, command, seconds }: NonNullable<Wanted["job"]>): void {
  const container = { name: "task", image, command: ["/bin/sh", "-c", command] };
  const spec = { backoffLimit: 0, activeDeadlineSeconds: seconds, template: { spec: { restartPolicy: "Never", containers: [container] } } };
  const annotations = { "pulumi.com/replaceUnready": "true", "pulumi.com/timeoutSeconds": "60" };
  new k8s.batch.v1.Job("task", { metadata: { name: "task", namespace, annotations }, spec }, options);
}
