import * as pulumi from "@pulumi/pulumi";
import { readContract } from "./contract";

export = async () => {
  const { endpoints } = await readContract(new pulumi.Config().require("ballastStack"));
  // Here a monitor, a DNS record or an application would be made from them.
  return { ballastEndpoints: endpoints };
};
