import { existsSync, linkSync } from "node:fs";
import { join } from "node:path";
import type { Go } from "../go";
import { buildProgram, builtProgram, type GoStandIn } from "../go-build";
import type { Progress } from "../types";
import { settings } from "./settings";

type Source = Pick<GoStandIn, "title" | "folder" | "program" | "expectedSeconds"> & Partial<GoStandIn>;

/** Everything of the cluster that is built from the Go module proxy. Seconds are those of two cores and an empty build cache. */
const sources = {
  kubernetes: {
    title: "Kubernetes",
    folder: "kubernetes",
    program: "kube",
    versionVariable: "k8s.io/component-base/version.gitVersion",
    version: `v${settings.version}`,
    expectedSeconds: 260,
  },
  pause: { title: "pause", folder: "pause", program: "pause", expectedSeconds: 3 },
  coredns: { title: "CoreDNS", folder: "coredns", program: "coredns", expectedSeconds: 90 },
  registry: { title: "image registry", folder: "registry", program: "registry", expectedSeconds: 40 },
  metricsServer: {
    title: "metrics-server",
    folder: "metrics-server",
    package: "sigs.k8s.io/metrics-server/cmd/metrics-server",
    program: "metrics-server",
    expectedSeconds: 100,
  },
} satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;

const nodePrograms = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubelet", "kubectl"] as const;
export type ProgramName = (typeof nodePrograms)[number] | "registry";

export const standInOf = (name: SourceName): GoStandIn => ({
  package: ".",
  versionVariable: "main.version",
  version: settings.version,
  ...sources[name],
  static: true,
});

/** Paths of the programs; undefined when one was not built yet. */
export function builtPrograms(cache: string): Record<SourceName, string> | undefined {
  const built = names().map((name) => [name, builtProgram(cache, standInOf(name))] as const);
  return built.every(([, path]) => path) ? (Object.fromEntries(built) as Record<SourceName, string>) : undefined;
}

/** One after the other: each build uses all cores. */
export async function buildPrograms(cache: string, findGo: () => Promise<Go>, progress: Progress): Promise<Record<SourceName, string>> {
  const built: Partial<Record<SourceName, string>> = {};
  for (const name of names()) built[name] = await buildProgram(cache, standInOf(name), findGo, progress);
  return built as Record<SourceName, string>;
}

/** The one binary of Kubernetes under the names of the programs in it. */
export function nodeProgramsOf(kubernetes: string): Record<(typeof nodePrograms)[number], string> {
  const folder = join(kubernetes, "..");
  return Object.fromEntries(
    nodePrograms.map((name) => {
      const path = join(folder, name);
      if (!existsSync(path)) linkSync(kubernetes, path);
      return [name, path];
    }),
  ) as Record<(typeof nodePrograms)[number], string>;
}

const names = (): SourceName[] => Object.keys(sources) as SourceName[];
