import * as pulumi from "@pulumi/pulumi";
import { keyOf, shown } from "./config-problems";

const namespace = "ballast";
/** Keys whose value has to be a secret. */
const secretOnly = ["hostTuningKey", "objectStorageKey", "recovered", "vaultSecretId"];

/** What Pulumi was given for us. */
export interface ConfigInput {
  /** Key → value, without the namespace. */
  raw: Record<string, unknown>;
  /** What no schema sees: keys in another namespace, and secrets. */
  problems: string[];
}

/** Of no backup: it is there during a recovery only, and what it holds is in the backup by itself. */
const passing = `${namespace}:recovered`;

/** All that was set for us, key → value. Secrets are in plain text: only for what is secret as a whole. */
export function givenConfig(): { config: Record<string, unknown>; secretConfig: string[] } {
  const given = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${namespace}:`) && key !== passing);
  const secretConfig = given.map(([key]) => key).filter((key) => isSecret(key.slice(namespace.length + 1)));
  return { config: Object.fromEntries(given.map(([key, text]) => [key, secretConfig.includes(key) ? text : valueOf(text)])), secretConfig };
}

/** @param keys those that the configuration has */
export function configInput(keys: string[]): ConfigInput {
  const given = Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => {
    const [space = "", ...name] = key.split(":");
    return { space, name: name.join(":"), text };
  });
  const ours = given.filter(({ space }) => space === namespace);
  return {
    raw: Object.fromEntries(ours.map(({ name, text }) => [name, secretOnly.includes(name) ? secretOf(name) : valueOf(text)])),
    problems: [
      ...given
        .filter(({ space, name }) => space !== namespace && keys.includes(name))
        .map(
          ({ space, name }) => `${space}:${name}: got the namespace ${shown(space)}, allowed is "${namespace}"; write ${namespace}:${name}`,
        ),
      ...ours
        .filter(({ name }) => isSecret(name) && !secretOnly.includes(name))
        .map(
          ({ name }) =>
            `${keyOf([name])}: got a secret, allowed is plain text: nothing here is kept secret, env can be read by anyone who may inspect a container; set it without --secret`,
        ),
    ],
  };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @returns an Output; a word for the schema to refuse where it was set in plain text */
function secretOf(name: string): unknown {
  return isSecret(name) ? new pulumi.Config(namespace).getSecret(name) : "plain text";
}

/** The engine hands every value over as text, and says beside it which ones are encrypted in the stack's file. */
function isSecret(name: string): boolean {
  const keys = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[];
  return keys.includes(`${namespace}:${name}`);
}
