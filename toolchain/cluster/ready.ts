import { Resolver } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ToolchainError } from "../types";
import { isRunning, lastWords, logOf, runningSince } from "./daemon";
import type { Kubectl } from "./kubectl";
import type { Layout } from "./layout";
import { settings } from "./settings";

/** What makes a cluster usable, each with how it is asked. Resolves to undefined when it is so, and to what is missing else. */
type Check = () => Promise<string | undefined>;

const retryMs = 250;

export function apiAnswers(kubectl: Kubectl): Check {
  return async () => ((await kubectl.ask("get", "--raw", "/readyz")).code === 0 ? undefined : "the API server does not answer");
}

export function usable(layout: Layout, kubectl: Kubectl): Record<string, Check> {
  return {
    node: () => nodeReady(kubectl, runningSince(layout, "kubelet")),
    "service accounts": async () =>
      (await kubectl.ask("get", "serviceaccount", "default", "--namespace=default")).code === 0
        ? undefined
        : "no default service account yet",
    names: resolves,
    metrics: async () => condition(kubectl, ["apiservice", "v1beta1.metrics.k8s.io"], "Available"),
  };
}

/** What is said of the node may be of the time before the last stop. */
async function nodeReady(kubectl: Kubectl, since: Date | undefined): Promise<string | undefined> {
  const heard = await kubectl.ask(
    "get",
    "node",
    settings.name,
    `--output=jsonpath={.status.conditions[?(@.type=="Ready")].lastHeartbeatTime}`,
  );
  if (!since || new Date(heard.stdout).getTime() < Math.floor(since.getTime() / 1000) * 1000) return "the node has not said yet how it is";
  return condition(kubectl, ["node", settings.name], "Ready");
}

async function condition(kubectl: Kubectl, object: string[], type: string): Promise<string | undefined> {
  const answer = await kubectl.ask(
    "get",
    ...object,
    `--output=jsonpath={.status.conditions[?(@.type=="${type}")].status}|{.status.conditions[?(@.type=="${type}")].message}`,
  );
  const [status, message] = answer.stdout.split("|");
  return status === "True" ? undefined : `${object.join(" ")} is not ${type}: ${message || answer.output || "nothing is known of it"}`;
}

async function resolves(): Promise<string | undefined> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([settings.dnsService]);
  try {
    const [address] = await resolver.resolve4(`kubernetes.default.svc.${settings.domain}`);
    return address === settings.apiService ? undefined : `kubernetes.default resolves to ${address}, not to ${settings.apiService}`;
  } catch (error) {
    return `${settings.dnsService} does not answer: ${(error as Error).message}`;
  }
}

/** @throws ToolchainError naming what is missing after the limit, or the part that ended meanwhile */
export async function until(layout: Layout, daemons: string[], limitMs: number, check: Check): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const missing = await check();
    if (missing === undefined) return;
    const ended = daemons.find((name) => isRunning(layout, name) === undefined);
    if (ended) throw new ToolchainError(`local cluster: ${ended} ended`, [lastWords(layout, ended)], `see ${logOf(layout, ended)}`);
    if (Date.now() > deadline)
      throw new ToolchainError(`local cluster: not ready after ${limitMs / 1000} s`, [missing], `see the logs in ${layout.logs}`);
    await sleep(retryMs);
  }
}
