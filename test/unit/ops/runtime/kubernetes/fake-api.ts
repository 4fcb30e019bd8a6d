import { Readable } from "node:stream";
import { Refusal, type KubernetesApi, type Query } from "../../../../../ops/runtime/kubernetes/api";

type Answer = object | string | Refusal;

/** In place of an API server: answers by path, 404 for the rest, and notes what it was asked. */
export class FakeApi implements KubernetesApi {
  readonly asked: string[] = [];

  /** @param answers path → an object, the lines of a log, or a refusal; with `?`, for a query that has these parameters. May change in between. */
  constructor(readonly answers: Record<string, Answer>) {}

  request(method: "GET" | "DELETE", path: string, query: Query = {}): Promise<Readable> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== false);
    const words = given.map(([key, value]) => `${key}=${String(value)}`).sort();
    this.asked.push(`${method} ${path}${words.length > 0 ? `?${words.join("&")}` : ""}`);
    const fits = (key: string): boolean => {
      const [own, parameters] = key.replace(/^DELETE /, "").split("?");
      const isDeletion = key.startsWith("DELETE ");
      return own === path && isDeletion === (method === "DELETE") && (parameters?.split("&") ?? []).every((one) => words.includes(one));
    };
    // The one that says most about the query.
    const key = Object.keys(this.answers)
      .filter(fits)
      .sort((a, b) => b.length - a.length)[0];
    const answer = key === undefined ? new Refusal(404, "context fake", `${path} not found`) : this.answers[key];
    if (answer instanceof Refusal) return Promise.reject(answer);
    return Promise.resolve(Readable.from([typeof answer === "string" ? answer : JSON.stringify(answer)]));
  }
}

export const list = (...items: object[]): object => ({ items });
