import { CommandError } from "../exit";
import { registryOf } from "./own-images";

interface Cause {
  /** In what `docker push` prints. */
  sign: RegExp;
  says: (registry: string) => string;
  fix: (registry: string) => string;
}

/** The first that fits counts. */
const causes: Cause[] = [
  {
    sign: /server gave HTTP response to HTTPS client/,
    says: (registry) => `${registry} speaks HTTP, and the Docker engine takes that from this machine's loopback only`,
    fix: (registry) => `give the registry a certificate, or name ${registry} under insecure-registries in the engine's daemon.json`,
  },
  {
    sign: /x509:|certificate/i,
    says: (registry) => `the Docker engine does not trust the certificate of ${registry}`,
    fix: (registry) => `put its authority's certificate into /etc/docker/certs.d/${registry}/ca.crt on the engine's machine`,
  },
  {
    sign: /denied|unauthorized|authentication required|no basic auth credentials/i,
    says: (registry) => `${registry} does not let this user push`,
    fix: (registry) => `docker login ${registry}, as a user who may push there`,
  },
  {
    sign: /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|deadline exceeded|server misbehaving/i,
    says: (registry) => `the Docker engine does not reach ${registry}`,
    fix: (registry) =>
      `start the registry (./ballast cluster up, where it is the local one), or correct ballast:kubernetes.registry (${registry})`,
  },
];

/** @param output what `docker push` printed */
export function pushProblem(reference: string, output: string): CommandError {
  const registry = registryOf(reference);
  const cause = causes.find(({ sign }) => sign.test(output));
  const last = output.trim().split("\n").at(-1) || "docker push said nothing";
  if (!cause) return new CommandError(`${reference}: not pushed: ${last}`);
  return new CommandError(`${reference}: not pushed: ${cause.says(registry)} (${last})\nFix: ${cause.fix(registry)}`);
}
