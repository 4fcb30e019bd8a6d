/** A stack that has the outputs of ballast's development stack and nothing else. */
import * as pulumi from "@pulumi/pulumi";
import { stackOutputs } from "../../../../outputs";
import golden from "../../../unit/stack/outputs.golden.json";

const config = new pulumi.Config();
const { secrets, ...plain } = stackOutputs.parse(golden.dev);

export = { ...plain, contractVersion: config.getNumber("contractVersion") ?? plain.contractVersion, secrets: pulumi.secret(secrets) };
