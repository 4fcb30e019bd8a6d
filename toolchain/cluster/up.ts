import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findGo } from "../go";
import { timed } from "../progress";
import type { Progress } from "../types";
import { addOnDaemons } from "./add-ons";
import { pauseImage, writeConfiguration } from "./configuration";
import { ensureCredentials } from "./credentials";
import { startDaemon, type Daemon } from "./daemon";
import { nodeDaemons } from "./daemons";
import { importProgram, importedImages } from "./image";
import type { Kubeconfig } from "./kubeconfig";
import { addContext, kubeconfigFile } from "./kubeconfig-file";
import { Kubectl } from "./kubectl";
import type { Layout } from "./layout";
import { manifests } from "./manifests";
import { mountNetworkNamespaces } from "./mounts";
import { ensureBridge, refuseUnanswered } from "./network";
import { ensurePackages } from "./packages";
import { requireFreePorts } from "./ports";
import { buildPrograms, presentPrograms, type Programs } from "./programs";
import { apiAnswers, until, usable } from "./ready";
import { changing } from "./session";

const readyLimitMs = 180_000;

/**
 * A cluster of one node that answers, made of what is missing. The second time it only looks.
 * @throws ToolchainError
 */
export function clusterUp(progress: Progress): Promise<void> {
  return changing(progress, async (cache, layout) => {
    const programs = await ensurePrograms(cache, progress);
    await timed(progress, "local cluster: start", 10, () => start(layout, programs));
    addContext(kubeconfigFile(process.env), JSON.parse(readFileSync(layout.adminKubeconfig, "utf8")) as Kubeconfig);
  });
}

async function ensurePrograms(cache: string, progress: Progress): Promise<Programs> {
  await ensurePackages(progress);
  const present = presentPrograms(cache);
  if (present) return present;
  await buildPrograms(cache, () => findGo(cache, progress), progress);
  return presentPrograms(cache)!;
}

async function start(layout: Layout, programs: Programs): Promise<void> {
  const node = nodeDaemons(layout, programs);
  const addOns = addOnDaemons(layout, programs);
  await requireFreePorts(layout);
  for (const folder of [layout.volumes, layout.registry]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  await ensureCredentials(layout);
  writeConfiguration(layout);
  await ensureBridge();
  await refuseUnanswered();
  await mountNetworkNamespaces();

  // The kubelet gives up on a containerd that has just been started.
  const first = node.filter(({ name }) => name !== "kubelet");
  for (const daemon of first) startDaemon(layout, daemon);
  const kubectl = new Kubectl(layout, programs);
  await until(layout, namesOf(first), readyLimitMs, apiAnswers(kubectl));
  if (!(await importedImages(layout)).includes(pauseImage)) await importProgram(layout, pauseImage, programs.pause);
  for (const daemon of node) startDaemon(layout, daemon);
  await kubectl.apply(manifests(readFileSync(join(layout.pki, "ca.crt"), "utf8")));
  for (const daemon of addOns) startDaemon(layout, daemon);
  for (const check of Object.values(usable(layout, kubectl))) await until(layout, namesOf([...node, ...addOns]), readyLimitMs, check);
}

const namesOf = (daemons: Daemon[]): string[] => daemons.map(({ name }) => name);
