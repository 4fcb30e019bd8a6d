import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { KubeConfig } from "@kubernetes/client-node";
import { CommandError, exit } from "../../exit";
import { messageOf, Refusal, type KubernetesApi, type Query } from "./api";

/** Milliseconds without a word from the API server before the answer is "could not ask". */
const timeout = 15_000;

/**
 * The API server that a context names, found as kubectl finds it: KUBECONFIG, else ~/.kube/config. Nothing is read before the first request:
 * the client library, which knows every way to log in, takes a second to load.
 */
export function connect(context: string): KubernetesApi {
  let config: Promise<KubeConfig> | undefined;
  return {
    request: async (method, path, query = {}) => {
      config ??= load(context);
      return ask(await config, context, method, path, query);
    },
  };
}

async function load(context: string): Promise<KubeConfig> {
  const client = await import("@kubernetes/client-node");
  const config = new client.KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw noContext(context, `the kubeconfig cannot be read: ${(error as Error).message}`);
  }
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) throw noContext(context, `the kubeconfig has the contexts ${names.join(", ") || "none"}`);
  config.setCurrentContext(context);
  return config;
}

const noContext = (context: string, found: string): CommandError =>
  new CommandError(
    `could not ask Kubernetes: context ${context}: ${found}\nFix: KUBECONFIG names the file that has it, else ~/.kube/config`,
    exit.couldNotAsk,
  );

async function ask(config: KubeConfig, context: string, method: string, path: string, query: Query): Promise<Readable> {
  const server = config.getCurrentCluster()?.server ?? "";
  const url = new URL(server.replace(/\/$/, "") + path);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
  try {
    const options: https.RequestOptions = { method };
    await config.applyToHTTPSOptions(options);
    const request = (url.protocol === "http:" ? http : https).request(url, options).end();
    request.setTimeout(timeout, () => request.destroy(new Error(`no answer within ${timeout / 1000} s`)));
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    const code = response.statusCode ?? 0;
    if (code < 200 || code > 299) throw new Refusal(code, `context ${context}`, messageOf(await text(response)));
    // A log that is followed may say nothing for hours.
    if (query["follow"]) request.setTimeout(0);
    return response;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `could not ask the cluster of context ${context} at ${server}: ${(error as Error).message}\nFix: \`kubectl --context ${context} get --raw /readyz\` says whether it is up`,
      exit.couldNotAsk,
    );
  }
}
