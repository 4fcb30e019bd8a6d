import { Container } from "@pulumi/docker/container";
import { filesFolder } from "../../components/platform/rules/files";
import type { Container as ContainerProps } from "../docker/container";
import { ofKind } from "../kubernetes/kinds";
import { each, policyAbout, type Asked, type Policy, type ResourcePolicyArgs } from "../policy";

/** What a platform keeps a workload's files in. */
export interface Holder {
  /** As in `container postgres-files` and `ConfigMap postgres-files`. */
  title: string;
  /** @param file its name in the workload's folder of files */
  eachFile: (file: string, visit: (content: string) => void) => void;
}

/** A rule about files, wherever they are kept. */
export function filesPolicy<Settings = unknown>(policy: ResourcePolicyArgs<Holder, Settings>): Policy {
  return policyAbout(holderIn, policy);
}

/** @returns undefined for a resource that can hold no files */
export function holderIn(resource: Asked): Holder | undefined {
  const { name } = resource;
  if (resource.isType(Container)) return filesOf(name, resource.props as ContainerProps);
  const map = ofKind("ConfigMap", resource);
  return (
    map && {
      title: `ConfigMap ${name}`,
      eachFile(file, visit) {
        const content = map.data?.[file];
        if (content !== undefined) visit(content);
      },
    }
  );
}

/** @param name of the container */
export function filesOf(name: string, { uploads }: ContainerProps): Holder {
  return {
    title: `container ${name}`,
    eachFile: (file, visit) =>
      each(uploads, (upload) => {
        if (upload.file === `${filesFolder}/${file}`) visit(upload.content ?? "");
      }),
  };
}
