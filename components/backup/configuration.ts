import * as pulumi from "@pulumi/pulumi";
import { configurationFolder, configurationName } from "../../services/drill/src/places";
import { stableJson } from "../platform/stable-json";
import type { Mount, Volume } from "../platform/workload";
import type { Credential } from "../secrets/credential";

/** What a recovery needs beside the data, as long as the state is lost too. */
export interface Configuration {
  project: string;
  stack: string;
  /** Of the outputs. */
  contractVersion: number;
  /** What Pulumi was given, as in `ballast:postgres`; those of `secretConfig` were encrypted there. */
  config: Record<string, unknown>;
  secretConfig: string[];
  /** PEM. Without its key all clients would have to trust another one. */
  authority: { certificate: pulumi.Output<string>; key: pulumi.Output<string> };
  credentials: Credential[];
  /** Name of the key that evidence is signed with → its value: what it signed stays genuine. */
  signingKeys: Record<string, pulumi.Output<string>>;
  /** Image of ours → its reference, whose tag is its content. */
  images: Record<string, pulumi.Input<string>>;
}

/**
 * @param describe called when the program has described the whole stack
 * @returns file name → content, a secret that changes only when what it tells does
 */
export function configurationFiles(describe: () => Configuration): Record<string, pulumi.Output<string>> {
  const described = Promise.resolve().then(() => contentOf(describe()));
  return { [configurationName]: pulumi.secret(described).apply((content) => `${stableJson(content, 2)}\n`) };
}

/** Where a job finds the file. */
export function configurationMount(volume: Volume): Mount {
  return { volume, path: configurationFolder, readOnly: true };
}

function contentOf({ credentials, ...rest }: Configuration) {
  const values = credentials.map(({ name, facts, value }) => [name, { ...facts, value }] as const);
  return pulumi.output({ ...rest, credentials: Object.fromEntries(values) });
}
