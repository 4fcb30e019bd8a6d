import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import versions from "../../../images/versions.json";
import { imageName, images } from "../image-names";

/** The images of the dev stack, each built from scratch. */
const run = new pulumi.Config().require("run");

for (const [name, folder] of Object.entries(images)) {
  const args = (versions as Record<string, unknown>)[name];
  new docker.RemoteImage(name, {
    name: imageName(name, run),
    build: {
      context: join(__dirname, "../../..", folder),
      dockerfile: "Dockerfile",
      networkMode: "host",
      noCache: true,
      forceRemove: true,
      ...(typeof args === "object" && { buildArgs: args as Record<string, string> }),
    },
    keepLocally: true,
  });
}
