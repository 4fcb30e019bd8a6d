export interface Upstream {
  /** As `GET /health` reports it. */
  name: string;
  host: string;
  port: number;
  /** Path that answers 2xx while the application and what it depends on work. */
  health: string;
}

export interface GatewayRoute {
  /** Whole segments: /notes takes /notes and /notes/1, not /notesbook. The application gets the path unchanged. */
  path: string;
  application: Upstream;
}

/** "/" or whole segments. */
export const routePathPattern = /^\/$|^(\/[A-Za-z0-9_-]+)+$/;
const healthPathPattern = /^\/[A-Za-z0-9._~/-]*$/;
const namePattern = /^[a-z][a-z0-9-]{0,39}$/;
export const hostPattern = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** @throws Error when a part of a route could be more than a name, a path or a port, or a path is taken */
export function checkRoutes(routes: GatewayRoute[]): void {
  const taken = new Set(["/health", "/ready"]);
  for (const { path, application } of routes) {
    check("path", path, routePathPattern.test(path), `"/" or segments of A-Z a-z 0-9 _ -, such as "/notes"`);
    check("path", path, !taken.has(path), "a path that no other route has, and not /health or /ready, which the gateway answers itself");
    taken.add(path);
    check("application name", application.name, namePattern.test(application.name), "a-z 0-9 -, first a letter, at most 40 characters");
    check("application host", application.host, hostPattern.test(application.host), "a host name in lower case");
    check("application health path", application.health, healthPathPattern.test(application.health), `a path such as "/health"`);
    const { port } = application;
    check("application port", port, Number.isInteger(port) && port >= 1 && port <= 65_535, "a whole number from 1 to 65535");
  }
}

function check(what: string, got: unknown, ok: boolean, allowed: string): void {
  if (!ok) throw new Error(`gateway route: ${what}: got ${JSON.stringify(got)}, allowed is ${allowed}`);
}
