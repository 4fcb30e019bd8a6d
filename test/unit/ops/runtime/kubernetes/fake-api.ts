import { Readable } from "node:stream";
import { Refusal, type ContainerOfPod, type KubernetesApi, type Query } from "../../../../../ops/runtime/kubernetes/api";
import type { Captured } from "../../../../../ops/run";

type Answer = object | string | Refusal;

/** In place of an API server: answers by path, 404 for the rest, and notes what it was asked. */
export class FakeApi implements KubernetesApi {
  readonly asked: string[] = [];
  /** Bodies, as objects. */
  readonly sent: object[] = [];

  /**
   * @param answers path → an object, the lines of a log, or a refusal; with `?`, for a query that has these parameters; after a method that
   * is not GET; `EXEC pod/container …` → what a program with these last arguments prints. May change in between.
   */
  constructor(readonly answers: Record<string, Answer>) {}

  request(method: "GET" | "POST" | "DELETE", path: string, query: Query = {}, body?: object): Promise<Readable> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== false);
    const words = given.map(([key, value]) => `${key}=${String(value)}`).sort();
    this.asked.push(`${method} ${path}${words.length > 0 ? `?${words.join("&")}` : ""}`);
    if (body) this.sent.push(body);
    const fits = (key: string): boolean => {
      const [own, parameters] = key.split("?");
      return own === (method === "GET" ? path : `${method} ${path}`) && (parameters?.split("&") ?? []).every((one) => words.includes(one));
    };
    // The one that says most about the query.
    const key = Object.keys(this.answers)
      .filter(fits)
      .sort((a, b) => b.length - a.length)[0];
    const answer = key === undefined ? new Refusal(404, "context fake", `${path} not found`) : this.answers[key];
    if (answer instanceof Refusal) return Promise.reject(answer);
    return Promise.resolve(Readable.from([typeof answer === "string" ? answer : JSON.stringify(answer)]));
  }

  exec({ pod, container }: ContainerOfPod, command: string[]): Promise<Captured> {
    const place = `EXEC ${pod}/${container}`;
    const call = `${place} ${command.join(" ")}`;
    this.asked.push(call);
    const found = Object.entries(this.answers).find(([key]) => key.startsWith(place) && call.endsWith(key.slice(place.length)));
    if (!found) return Promise.resolve({ exitCode: 127, stdout: "", stderr: `${command[0]}: not found` });
    return Promise.resolve({ exitCode: 0, stdout: typeof found[1] === "string" ? found[1] : JSON.stringify(found[1]), stderr: "" });
  }
}

export const list = (...items: object[]): object => ({ items });
