import { CommandError, exit } from "../exit";

/** What is measured, one after the other. */
export interface Target {
  /** Name among the stack's endpoints. */
  endpoint: string;
  url: string;
  goal?: Goal;
}

/** What K85 asks for: milliseconds in which 99 of 100 requests are answered. */
export interface Goal {
  p99: number;
}

const healthGoal: Goal = { p99: 50 };

export interface Choice {
  /** Name → URL, from the stack's outputs. */
  endpoints: Record<string, string>;
  /** Application → path of its health, from the configuration. Who is missing has none of its own. */
  healthPaths: Record<string, string>;
  /** Of the gateway, in place of everybody's health. */
  paths: string[];
}

/**
 * Only what the stack itself says that it answers at: the command is no tool against others.
 * @throws CommandError when it has no such endpoint, or a path leads elsewhere
 */
export function targetsOf({ endpoints, healthPaths, paths }: Choice): Target[] {
  const { gateway } = endpoints;
  if (gateway === undefined)
    throw new CommandError("the stack's outputs name no gateway, so there is nothing to measure", exit.couldNotAsk);
  if (paths.length > 0)
    return paths.map((path) => ({ endpoint: "gateway", url: pathAt(gateway, path), ...(path === "/health" && { goal: healthGoal }) }));
  const applications = Object.entries(healthPaths).flatMap(([name, path]): Target[] => {
    const endpoint = endpoints[name];
    return endpoint === undefined ? [] : [{ endpoint: name, url: pathAt(endpoint, path), goal: healthGoal }];
  });
  return [{ endpoint: "gateway", url: pathAt(gateway, "/health"), goal: healthGoal }, ...applications];
}

function pathAt(endpoint: string, path: string): string {
  const { origin } = new URL(endpoint);
  const url = path.startsWith("/") ? new URL(origin + path) : undefined;
  if (url?.origin === origin) return url.href;
  throw new CommandError(`--path: got ${JSON.stringify(path)}, allowed is a path of the gateway, as in "/notes"`, exit.usage);
}
