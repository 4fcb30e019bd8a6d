import { RunError, type Input } from "@pulumi/pulumi";
import type { remote } from "@pulumi/command/types/input";

export interface Ssh {
  host: string;
  port: number;
  user: string;
  /** As a line of the host's `/etc/ssh/ssh_host_*_key.pub`: any other host is refused. */
  hostKey: string;
  /** A private key without a passphrase. */
  privateKey: Input<string>;
}

/** An unreachable host fails a deployment within a minute. */
export function connectionTo({ host, port, user, hostKey, privateKey }: Ssh): remote.ConnectionArgs {
  return { host, port, user, hostKey, privateKey, perDialTimeout: 15, dialErrorLimit: 3 };
}

/**
 * Without SSH the settings are this machine's, so Docker has to be here too.
 * @param dockerHost DOCKER_HOST
 * @throws RunError
 */
export function requireDockerHere(dockerHost: string | undefined): void {
  if (!dockerHost || dockerHost.startsWith("unix://")) return;
  throw new RunError(
    `ballast:hostTuning: got no ssh, and DOCKER_HOST=${dockerHost}, so the settings of this machine would change and not those of the ` +
      "Docker host; allowed without ssh is a Docker engine on this machine; give ballast:hostTuning.ssh, or set enabled to false",
  );
}
