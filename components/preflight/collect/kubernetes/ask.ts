import { text } from "node:stream/consumers";
import { apiServer, clientLibrary, type ApiServer } from "../../../platform/kubernetes/api-server";

/**
 * Asks the API server of a context: POST where there is a body, and that asks about rights only.
 * @returns status and JSON of the answer
 * @throws NoContext, or the error of the connection
 */
export type Ask = (path: string, body?: object) => Promise<{ status: number; body: unknown }>;

/** @param limit milliseconds for an answer, not for what has to be loaded before the first question */
export async function askOf(context: string, limit: number): Promise<Ask> {
  await clientLibrary();
  let server: Promise<ApiServer> | undefined;
  return async (path, body) => {
    server ??= apiServer(context);
    const response = await (await server).request(body ? "POST" : "GET", path, limit, body);
    return { status: response.statusCode ?? 0, body: parsed(await text(response)) };
  };
}

/** @returns the text itself where something that is no API server has answered */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return { message: body.trim().slice(0, 200) };
  }
}

/** The API server answered, and said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    path: string,
    said: unknown,
  ) {
    const { message } = (said ?? {}) as { message?: string };
    super(`${path.replace(/\?.*/, "")}: ${message || "no reason given"} (HTTP ${status})`);
  }
}

/** @throws Refused for every answer that is no success */
export async function answerOf<T>(ask: Ask, path: string, request?: object): Promise<T> {
  const { status, body } = await ask(path, request);
  if (status < 200 || status > 299) throw new Refused(status, path, body);
  return body as T;
}

export const itemsOf = async <T>(ask: Ask, path: string): Promise<T[]> => (await answerOf<{ items: T[] }>(ask, path)).items;

/** The part of an object that says which it is. */
export interface Named {
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** What was given to this stack by its label, in its own namespace. */
export const isOwn = ({ metadata }: Named, { owner, namespace }: { owner: string; namespace: string }): boolean =>
  metadata.namespace === namespace && metadata.labels?.["ballast.stack"] === owner;
