import { createHash } from "node:crypto";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { stableJson } from "../stable-json";
import type { ContainerArgs } from "../workload";
import { has } from "./container";
import { childOptions, metadata, type KubernetesContext } from "./context";
import { FreshName } from "./fresh-name";

/** Names of the objects that hold a container's secrets and files; absent where it has none. */
export interface HeldFiles {
  secrets?: pulumi.Output<string>;
  files?: pulumi.Output<string>;
}

/**
 * Immutable objects that are called after their content: another content is another object, so the pods that mount it roll, and those
 * that still run keep what they started with.
 * @param service whose part they are
 * @param unit the container, by a name of its own in the namespace
 */
export function holdFiles(
  context: KubernetesContext,
  { service, unit }: { service: string; unit: string },
  { secrets, files }: Pick<ContainerArgs, "secrets" | "files">,
  opts: pulumi.CustomResourceOptions,
): HeldFiles {
  const options = childOptions(context, opts);
  const held: HeldFiles = {};
  if (has(secrets)) {
    const { name } = new FreshName(`${unit}-secrets-name`, { content: contentName(`${unit}-secrets`, secrets) }, opts);
    const data = encoded(secrets);
    const secret = new core.Secret(
      `${unit}-secrets`,
      { metadata: metadata(context, service, name), type: "Opaque", immutable: true, data },
      options,
    );
    held.secrets = secret.metadata.name;
  }
  if (has(files)) {
    const { name } = new FreshName(`${unit}-files-name`, { content: contentName(`${unit}-files`, files) }, opts);
    const map = new core.ConfigMap(`${unit}-files`, { metadata: metadata(context, service, name), immutable: true, data: files }, options);
    held.files = map.metadata.name;
  }
  return held;
}

/** Marked in every part: a value that is not made yet is merely unknown in a preview, and no secret. */
export function encoded(contents: Record<string, pulumi.Input<string>>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(contents).map(([file, content]) => [file, pulumi.secret(content).apply((text) => Buffer.from(text).toString("base64"))]),
  );
}

/** A hash tells nothing of a secret that nobody can guess, and ours are generated. */
function contentName(prefix: string, contents: Record<string, pulumi.Input<string>>): pulumi.Output<string> {
  return pulumi.unsecret(pulumi.output(contents).apply((known) => `${prefix}-${shortHash(known)}`));
}

/** @returns 10 hex digits over plain data, whatever the order of its keys */
export function shortHash(value: unknown): string {
  return createHash("sha256").update(stableJson(value)).digest("hex").slice(0, 10);
}
