import type { Collected } from "../facts";

/** Thrown where an assertion reads a fact that is not known. */
export class UnknownFact extends Error {}

/**
 * The facts as if all were known. Reading one that is not, or that was never collected, throws UnknownFact, so that no assertion can
 * take it for a value.
 * @param paths is given every path that is read, as `copy.databases[0].heaps.count`
 */
export function readable<F>(facts: Collected<F>, paths = new Set<string>()): F {
  return wrapped(facts, "", paths) as F;
}

function wrapped(value: unknown, path: string, paths: Set<string>): unknown {
  if (path !== "") paths.add(path);
  if (value === undefined || Number.isNaN(value)) throw new UnknownFact(`${path} was not collected`);
  if (typeof value !== "object" || value === null) return value;
  if ("unknown" in value) throw new UnknownFact(`${path || "all"}: ${String(value.unknown)}`);
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || typeof found === "function") return found;
      if (!Array.isArray(target)) return wrapped(found, path === "" ? key : `${path}.${key}`, paths);
      return /^\d+$/.test(key) && key in target ? wrapped(found, `${path}[${key}]`, paths) : found;
    },
  });
}
