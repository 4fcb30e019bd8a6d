import { Agent, fetch } from "undici";

export type Fetch = typeof globalThis.fetch;

/** @returns a fetch that trusts this authority (PEM) and nobody else */
export function trusting(authority: string): Fetch {
  const dispatcher = new Agent({ connect: { ca: authority } });
  return ((url: string, init?: object) => fetch(url, { ...init, dispatcher })) as unknown as Fetch;
}
