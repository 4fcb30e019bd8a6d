import { HttpError, invalid } from "./errors";

export interface Request {
  /** From the `:name` segments of the path, decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The body, when the route takes one. */
  json: unknown;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface Route {
  method: "GET" | "POST";
  /** Segments are literal or `:name`. */
  path: string;
  /** It takes a JSON body; without, a body is not read. */
  takesJson?: true;
  handle(request: Request): Promise<Reply>;
}

/** @throws HttpError 404 when no route has the path, 405 with Allow when none has the method */
export function match(routes: Route[], method: string, path: string): { route: Route; params: Record<string, string> } {
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params ? [{ route, params }] : [];
  });
  if (found.length === 0) throw new HttpError(404, { what: "path", got: path });
  const hit = found.find(({ route }) => route.method === method);
  if (hit) return hit;
  const allow = found.map(({ route }) => route.method).join(", ");
  throw new HttpError(405, { what: "method", got: method, allowed: allow }, { allow });
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split("/");
  const segments = path.split("/");
  if (names.length !== segments.length) return undefined;
  const pairs = names.map((name, i) => [name, segments[i] ?? ""] as const);
  if (!pairs.every(([name, segment]) => (name.startsWith(":") ? segment !== "" : name === segment))) return undefined;
  return Object.fromEntries(pairs.filter(([name]) => name.startsWith(":")).map(([name, segment]) => [name.slice(1), decode(segment)]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalid("path", segment, "percent-encoded UTF-8");
  }
}
