import type { Pair } from "./authority";

interface Named {
  name: string;
}

/** The part of a kubeconfig that is read here; everything else in it is kept as it is. */
export interface Kubeconfig {
  apiVersion?: string;
  kind?: string;
  clusters?: Named[] | null;
  users?: Named[] | null;
  contexts?: Named[] | null;
  "current-context"?: string;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** @param authority PEM of the certificate that the server is verified with */
export function kubeconfigOf(name: string, server: string, authority: string, { certificate, key }: Pair): Kubeconfig {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } } as Named],
    users: [{ name, user: { "client-certificate-data": base64(certificate), "client-key-data": base64(key) } } as Named],
    contexts: [{ name, context: { cluster: name, user: name } } as Named],
    "current-context": name,
  };
}

const lists = ["clusters", "users", "contexts"] as const;

/** `config` with the entries of `added` in the place of those of the same name. The current context stays, where there is one. */
export function withEntries(config: Kubeconfig, added: Kubeconfig): Kubeconfig {
  const merged: Kubeconfig = { apiVersion: "v1", kind: "Config", ...config };
  for (const list of lists) {
    const names = (added[list] ?? []).map(({ name }) => name);
    merged[list] = [...(config[list] ?? []).filter(({ name }) => !names.includes(name)), ...(added[list] ?? [])];
  }
  merged["current-context"] = config["current-context"] || added["current-context"] || "";
  return merged;
}

/** `config` without what is named `name`. */
export function withoutEntries(config: Kubeconfig, name: string): Kubeconfig {
  const left = { ...config };
  for (const list of lists) if (config[list]) left[list] = config[list].filter((entry) => entry.name !== name);
  if (config["current-context"] === name) left["current-context"] = "";
  return left;
}
