import { secretLike } from "./components/platform/secret-like";
import type { ApplicationConfig, StackConfig } from "./config";
import { namesTakenTwice } from "./config-names";
import { platformConflicts, tuningConflicts } from "./config-platform";
import { vaultConflicts } from "./config-vault";
import { connectionConflicts, resourceConflicts } from "./config-resources";
import { storageConflicts } from "./config-storage";

/** @returns one line for each breach of a rule that spans several keys: key, what was got, what to do */
export function conflictsIn(config: StackConfig): string[] {
  const applications = Object.entries(config.applications);
  return [
    ...namesTakenTwice(config),
    ...applications.flatMap(impossible),
    ...(config.platform === "docker" ? applications.flatMap(sharedHostPort) : []),
    ...applications.flatMap(secretsInEnv),
    ...resourceConflicts(config),
    ...connectionConflicts(config),
    ...tuningConflicts(config),
    ...storageConflicts(config),
    ...vaultConflicts(config),
    ...platformConflicts(config),
  ];
}

/** What an application is told by the stack. */
const ownVariables = ["PORT", "DATABASE_URL_FILE", "REDIS_URL_FILE", "REDIS_KEY_PREFIX", "TLS_CA_FILE", "TLS_CERT_FILE", "TLS_KEY_FILE"];
/** Postgres refuses or has them already. */
const databaseWords = ["public", "none", "template0", "template1"];

/** What each key allows, and the platform does not. */
function impossible([name, { env, needs }]: [string, ApplicationConfig]): string[] {
  return [
    ...ownVariables
      .filter((variable) => Object.hasOwn(env, variable))
      .map((variable) => `ballast:applications.${name}.env.${variable}: the stack sets it itself; remove it`),
    ...(needs.length > 0 && name === "admin"
      ? [`ballast:applications.${name}: the name is that of every store's administrator; choose another`]
      : []),
    ...(needs.includes("postgres") && databaseWords.includes(name)
      ? [`ballast:applications.${name}: the name is a word of Postgres, so no database can have it; choose another`]
      : []),
  ];
}

/** On Kubernetes a Service holds the port. */
function sharedHostPort([name, { exposure, replicas }]: [string, ApplicationConfig]): string[] {
  return exposure.to !== "stack" && exposure.port !== undefined && replicas > 1
    ? [
        `ballast:applications.${name}.replicas: got ${replicas}, allowed is 1 on a host port, which one container can hold; expose it to the gateway`,
      ]
    : [];
}

/** The value is not told: it may be one. */
function secretsInEnv([name, { env }]: [string, ApplicationConfig]): string[] {
  return Object.entries(env).flatMap(([variable, value]) => {
    const found = secretLike(variable, value);
    return found
      ? [
          `ballast:applications.${name}.env.${variable}: got ${found}, allowed is a setting, or the path of a file with the secret; declare the need for a store, or name the file`,
        ]
      : [];
  });
}
