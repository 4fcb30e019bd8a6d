import { readFileSync } from "node:fs";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { AuthorityCertificate } from "../../../components/certificates/authority-certificate";
import { LeafCertificate } from "../../../components/certificates/leaf-certificate";
import { ContainerGate } from "../../../components/platform/docker/container-gate";
import { GeneratedSecret } from "../../../components/secrets/generated-secret";
import type { PlainResource } from "../plain-stack";
import { given, type Values } from "../state";

/** The resources of another stack, one after the other: no components, no configuration, no checks, no names to work out. */
type Make = new (name: string, inputs: never, opts: pulumi.CustomResourceOptions) => pulumi.Resource;

const classes: Record<string, Make> = {
  "docker:index/container:Container": docker.Container,
  "docker:index/network:Network": docker.Network,
  "docker:index/remoteImage:RemoteImage": docker.RemoteImage,
  "docker:index/volume:Volume": docker.Volume,
  "pulumi-nodejs:dynamic/ballast:AuthorityCertificate": AuthorityCertificate,
  "pulumi-nodejs:dynamic/ballast:ContainerGate": ContainerGate,
  "pulumi-nodejs:dynamic/ballast:GeneratedSecret": GeneratedSecret,
  "pulumi-nodejs:dynamic/ballast:LeafCertificate": LeafCertificate,
};

const resources = JSON.parse(readFileSync(new pulumi.Config().require("file"), "utf8")) as PlainResource[];
const made = new Map<string, pulumi.Resource>();
for (const { key, type, name, inputs, dependsOn, opts } of resources) {
  const Class = classes[type];
  if (!Class)
    throw new Error(`plain program: got a resource of type ${type}, allowed are ${Object.keys(classes).join(", ")}; add its class`);
  const args = given(inputs, pulumi.secret) as Values;
  // The class brings its own.
  delete args["__provider"];
  made.set(key, new Class(name, args as never, { ...opts, dependsOn: dependsOn.map((other) => made.get(other) as pulumi.Resource) }));
}
