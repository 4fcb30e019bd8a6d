import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { CommandError, exit } from "../../exit";
import type { Captured } from "../../run";

/** `undefined` is left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** The API server of one cluster. */
export interface KubernetesApi {
  /**
   * @param path with its leading slash
   * @param body as JSON
   * @returns the body of an answer that is none of refusal
   * @throws Refusal for any other answer; CommandError when there was none
   */
  request(method: "GET" | "POST" | "DELETE", path: string, query?: Query, body?: object): Promise<Readable>;
  /**
   * Runs a program in a container, to its end.
   * @throws CommandError when it could not be run
   */
  exec(container: ContainerOfPod, command: string[], options?: ExecOptions): Promise<Captured>;
}

export interface ExecOptions {
  /** For its standard input, which has no end: the program has to know how long it is. */
  input?: NodeJS.ReadableStream;
  /** Milliseconds it may take. @default a minute */
  limitMs?: number;
}

export interface ContainerOfPod {
  namespace: string;
  pod: string;
  container: string;
}

/** The API server answered, and said no. */
export class Refusal extends CommandError {
  constructor(
    readonly status: number,
    cluster: string,
    readonly said: string,
  ) {
    super(
      `could not ask the cluster of ${cluster}: ${said} (HTTP ${status})\nFix: ${fixes[status] ?? "look at the cluster's API server"}`,
      exit.couldNotAsk,
    );
  }
}

const fixes: Record<number, string> = {
  401: "the kubeconfig's credentials no longer hold: get new ones",
  403: "ask for a role that allows it, or use another context",
};

/** What the API server says when it refuses. */
const status = z.object({ message: z.string() });

/** @param body of a refusal: a Status in JSON, or anything that stands before the API server */
export function messageOf(body: string): string {
  try {
    return status.parse(JSON.parse(body)).message;
  } catch {
    return body.trim().slice(0, 200) || "it gave no reason";
  }
}

/** @returns undefined for what does not exist */
export async function getObject<T>(api: KubernetesApi, path: string, part: z.ZodType<T>, query?: Query): Promise<T | undefined> {
  const body = await unless(404, api.request("GET", path, query));
  return body && part.parse(JSON.parse(await text(body)));
}

/** @returns none also where the API does not have the kind */
export async function listObjects<T>(api: KubernetesApi, path: string, part: z.ZodType<T>, query?: Query): Promise<T[]> {
  return (await getObject(api, path, z.object({ items: z.array(part) }), query))?.items ?? [];
}

/** @returns undefined where the answer was that refusal */
export async function unless<T>(refused: number, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal && error.status === refused) return undefined;
    throw error;
  }
}
