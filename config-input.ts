import * as pulumi from "@pulumi/pulumi";
import { keyOf, shown } from "./config-problems";

const namespace = "ballast";

/** What Pulumi was given for us. */
export interface ConfigInput {
  /** Key → value, without the namespace. */
  raw: Record<string, unknown>;
  /** What no schema sees: keys in another namespace, and secrets. */
  problems: string[];
}

/** @param keys those that the configuration has */
export function configInput(keys: string[]): ConfigInput {
  const given = Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => {
    const [space = "", ...name] = key.split(":");
    return { space, name: name.join(":"), text };
  });
  const ours = given.filter(({ space }) => space === namespace);
  return {
    raw: Object.fromEntries(ours.map(({ name, text }) => [name, valueOf(text)])),
    problems: [
      ...given
        .filter(({ space, name }) => space !== namespace && keys.includes(name))
        .map(
          ({ space, name }) => `${space}:${name}: got the namespace ${shown(space)}, allowed is "${namespace}"; write ${namespace}:${name}`,
        ),
      ...ours
        .filter(({ name }) => secretKeys().includes(`${namespace}:${name}`))
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

/** The keys with a secret in them, as Pulumi's language host tells a program. */
function secretKeys(): string[] {
  return JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[];
}
