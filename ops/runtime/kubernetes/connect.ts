import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { apiServer, kubeConfig, NoContext, type ApiServer } from "../../../components/platform/kubernetes/api-server";
import { CommandError, exit } from "../../exit";
import { execIn } from "./exec";
import { messageOf, Refusal, type KubernetesApi, type Query } from "./api";

/** Milliseconds without a word from the API server before the answer is "could not ask". */
const timeout = 15_000;

/** The API server that a context names. Nothing is read before the first request. */
export function connect(context: string): KubernetesApi {
  let server: Promise<ApiServer> | undefined;
  return {
    request: async (method, path, query = {}, body) => {
      server ??= explained(context, apiServer(context));
      return ask(await server, context, { method, path, query, body });
    },
    exec: async (container, command, options) => execIn(await explained(context, kubeConfig(context)), container, command, options),
  };
}

const explained = <T>(context: string, found: Promise<T>): Promise<T> =>
  found.catch((error: Error) => Promise.reject(error instanceof NoContext ? noContext(context, error) : error));

const noContext = (context: string, { message }: NoContext): CommandError =>
  new CommandError(
    `could not ask Kubernetes: context ${context}: ${message}\nFix: KUBECONFIG names the file that has it, else ~/.kube/config`,
    exit.couldNotAsk,
  );

interface Question {
  method: string;
  path: string;
  query: Query;
  body: object | undefined;
}

async function ask(server: ApiServer, context: string, { method, path, query, body }: Question): Promise<Readable> {
  const parameters = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  try {
    const response = await server.request(method, `${path}?${new URLSearchParams(parameters).toString()}`, timeout, body);
    const code = response.statusCode ?? 0;
    if (code < 200 || code > 299) throw new Refusal(code, `context ${context}`, messageOf(await text(response)));
    // A log that is followed may say nothing for hours.
    if (query["follow"]) response.setTimeout(0);
    return response;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      `could not ask the cluster of context ${context} at ${server.url}: ${(error as Error).message}\nFix: \`kubectl --context ${context} get --raw /readyz\` says whether it is up`,
      exit.couldNotAsk,
    );
  }
}
