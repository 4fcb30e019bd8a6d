import { existsSync, linkSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Go } from "../go";
import { buildProgram, builtProgram, type GoStandIn } from "../go-build";
import type { Progress } from "../types";
import { installed, installedProgram } from "./packages";
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
  provisioner: { title: "storage provisioner", folder: "provisioner", program: "provisioner", expectedSeconds: 60 },
  metricsServer: {
    title: "metrics-server",
    folder: "metrics-server",
    package: "sigs.k8s.io/metrics-server/cmd/metrics-server",
    program: "metrics-server",
    expectedSeconds: 100,
  },
  networkPolicies: {
    title: "kube-router",
    folder: "network-policies",
    package: "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",
    program: "kube-router",
    expectedSeconds: 120,
  },
  ingress: {
    title: "skipper",
    folder: "ingress",
    package: "github.com/zalando/skipper/cmd/skipper",
    program: "skipper",
    expectedSeconds: 140,
  },
} satisfies Record<string, Source>;

const names = Object.keys(sources) as SourceName[];

type SourceName = keyof typeof sources;
type Built = Record<SourceName, string>;

const nodePrograms = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubelet", "kubectl"] as const;

/** Paths, by the name of the program. */
export type Programs = Record<(typeof nodePrograms)[number] | Exclude<SourceName, "kubernetes"> | (typeof installed)[number], string>;

const standInOf = (name: SourceName): GoStandIn => ({
  package: ".",
  versionVariable: "main.version",
  version: settings.version,
  ...sources[name],
  static: true,
});

/** Undefined when one is not here yet. */
export function presentPrograms(cache: string): Programs | undefined {
  const built = names.map((name) => [name, builtProgram(cache, standInOf(name))] as const);
  const found = installed.map((name) => [name, installedProgram(name)] as const);
  if (![...built, ...found].every(([, path]) => path)) return undefined;
  const { kubernetes, ...others } = Object.fromEntries(built) as Built;
  return { ...nodeProgramsOf(kubernetes), ...others, ...(Object.fromEntries(found) as Record<(typeof installed)[number], string>) };
}

/** Folders of all that was ever built for a cluster. */
export function programFolders(cache: string): string[] {
  const built = new RegExp(`^(?:${names.map((name) => standInOf(name).folder).join("|")})-[0-9a-f]+$`);
  return existsSync(cache)
    ? readdirSync(cache)
        .filter((folder) => built.test(folder))
        .map((folder) => join(cache, folder))
    : [];
}

/** One after the other: each build uses all cores. */
export async function buildPrograms(cache: string, findGo: () => Promise<Go>, progress: Progress): Promise<void> {
  for (const name of names) await buildProgram(cache, standInOf(name), findGo, progress);
}

/** The one binary of Kubernetes under the names of the programs in it. */
function nodeProgramsOf(kubernetes: string): Record<(typeof nodePrograms)[number], string> {
  const folder = join(kubernetes, "..");
  return Object.fromEntries(
    nodePrograms.map((name) => {
      const path = join(folder, name);
      if (!existsSync(path)) linkSync(kubernetes, path);
      return [name, path];
    }),
  ) as Record<(typeof nodePrograms)[number], string>;
}
