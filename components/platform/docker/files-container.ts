import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerArgs } from "../workload";
import { byName, labelList, type Placement } from "./container";
import { filePermissions, filesFolder, secretsFolder } from "../rules/files";

/**
 * A container that never starts. It holds a workload's secrets and files in anonymous volumes, which the workload mounts read-only:
 * Docker refuses uploads into a container whose root is read-only. Root owns the files and its group, which every workload is in,
 * reads them. The volumes die with this container, so nothing of a rotated secret stays behind.
 * @returns undefined when there is nothing to hold
 */
export function filesContainerArgs(
  args: ContainerArgs,
  { name, image, labels }: Pick<Placement, "name" | "image" | "labels">,
): docker.ContainerArgs | undefined {
  const files = uploads(filesFolder, args.files);
  const secrets = secretUploads(secretsFolder, args.secrets);
  if (files.length + secrets.length === 0) return undefined;
  return {
    name,
    image,
    uploads: [...files, ...secrets],
    volumes: [...(files.length ? [{ containerPath: filesFolder }] : []), ...(secrets.length ? [{ containerPath: secretsFolder }] : [])],
    removeVolumes: true,
    labels: labelList(labels),
    networkMode: "none",
    start: false,
    mustRun: false,
    restart: "no",
  };
}

/**
 * Marked, so that the list is a secret before the secrets are made: their contents are merely unknown then, and a plan saved from such a
 * preview would be violated by the secret that it becomes.
 */
export function secretUploads(folder: string, contents: ContainerArgs["secrets"]): docker.types.input.ContainerUpload[] {
  return uploads(folder, contents).map((upload) => ({ ...upload, permissions: pulumi.secret(upload.permissions) }));
}

/** Root's, for its group to read. */
function uploads(folder: string, contents: ContainerArgs["files"]): (docker.types.input.ContainerUpload & { permissions: string })[] {
  return Object.entries(contents ?? {})
    .sort(byName)
    .map(([file, content]) => ({ file: `${folder}/${file}`, content, permissions: filePermissions }));
}
