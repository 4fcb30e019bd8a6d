import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";

/** The API server that a context names, with the way to log in. */
export interface ApiServer {
  url: string;
  /**
   * @param path with its leading slash, and its query
   * @param body as JSON
   * @param timeout milliseconds of silence
   * @returns the answer, whatever its status
   * @throws Error when there was none
   */
  request(method: string, path: string, timeout: number, body?: object): Promise<http.IncomingMessage>;
}

/** What the library says where there is no kubeconfig at all: one for a server on this machine. */
const inventedContext = "loaded-context";

/** There is no such context, or no kubeconfig that can be read. */
export class NoContext extends Error {}

/** Knows every way to log in. Loaded only where it is needed: it takes half a second, on a busy machine several. */
export const clientLibrary = () => import("@kubernetes/client-node");

/**
 * The library's configuration, with that context as its current one. Found as kubectl finds it: KUBECONFIG, else ~/.kube/config.
 * @throws NoContext
 */
export async function kubeConfig(context: string): Promise<KubeConfig> {
  const { KubeConfig } = await clientLibrary();
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new NoContext(`the kubeconfig cannot be read: ${(error as Error).message}`);
  }
  const names = config.getContexts().flatMap(({ name }) => (name === inventedContext ? [] : [name]));
  if (!names.includes(context))
    throw new NoContext(names.length > 0 ? `the kubeconfig has the contexts ${names.join(", ")}` : "no kubeconfig has any context");
  config.setCurrentContext(context);
  return config;
}

/** @throws NoContext */
export async function apiServer(context: string): Promise<ApiServer> {
  const config = await kubeConfig(context);
  const url = (config.getCurrentCluster()?.server ?? "").replace(/\/$/, "");
  return {
    url,
    async request(method, path, timeout, body) {
      const options: https.RequestOptions = { method };
      await config.applyToHTTPSOptions(options);
      const target = new URL(url + path);
      const request = (target.protocol === "http:" ? http : https).request(target, options);
      request.setTimeout(timeout, () => request.destroy(new Error(`no answer within ${timeout / 1000} s`)));
      if (body) request.setHeader("content-type", "application/json");
      request.end(body && JSON.stringify(body));
      const [response] = (await once(request, "response")) as [http.IncomingMessage];
      return response;
    },
  };
}
