import * as pulumi from "@pulumi/pulumi";
import { GeneratedSecret } from "../../../../components/secrets/generated-secret";

/** Keeps one secret as it should be kept, and lets out what it is told to. */
const config = new pulumi.Config();

new GeneratedSecret("kept", {});
void pulumi.log.warn(config.require("warning"));

export const output = config.require("output");
