import * as pulumi from "@pulumi/pulumi";
import { HostTuning } from "../../../../components/host-tuning/host-tuning";
import type { Ssh } from "../../../../components/host-tuning/ssh";

/** The component alone, on a host that is a folder. */
const config = new pulumi.Config();
const ssh = config.getObject<Ssh & { privateKey: string }>("ssh");
const tuning = new HostTuning("host-tuning", {
  stack: `${pulumi.getProject()}-${pulumi.getStack()}`,
  root: config.require("root"),
  ...(ssh && { ssh: { ...ssh, privateKey: pulumi.secret(ssh.privateKey) } }),
});

export const outcomes = tuning.outcomes;
