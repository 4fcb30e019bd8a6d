import { RunError } from "@pulumi/pulumi";
import type { z } from "zod";
import { mebibytes, millicores } from "./components/platform/units";
import type { ApplicationConfig, StackConfig } from "./config";

/** Mistakes in the stack's configuration, told without a stack trace. */
export class ConfigError extends RunError {
  constructor(readonly problems: string[]) {
    const count = problems.length === 1 ? "a mistake" : `${problems.length} mistakes`;
    super(
      `the configuration has ${count}:\n${problems.map((line) => `  ${line}\n`).join("")}Keys, defaults and what is allowed: docs/configuration.md`,
    );
  }
}

/** @returns one line for each wrong value: key, what was got, what is allowed */
export function problemsOf(issue: z.core.$ZodIssue): string[] {
  const key = keyOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((unknown) => `${keyOf([...issue.path, unknown])}: there is no such key; remove it or correct its name`);
  if (issue.code === "invalid_key") return issue.issues.map((inner) => `${key}: ${inner.message}`);
  return [`${key}: got ${JSON.stringify(issue.input) ?? "nothing"}, ${issue.message}`];
}

function keyOf(path: PropertyKey[]): string {
  return `ballast:${path.map(String).join(".")}`;
}

/** Rules that span several keys. */
export function conflictsIn(config: StackConfig): string[] {
  const applications = Object.entries(config.applications);
  return [
    ...applications.flatMap(([name]) =>
      reserved.includes(name) ? [`ballast:applications.${name}: the name is taken by the stack itself; choose another`] : [],
    ),
    ...clashes("host port", [["ballast:gateway.port", String(config.gateway.port)], ...hostPorts(applications)]),
    ...clashes("path", routes(applications)),
    ...resourceConflicts(config),
  ];
}

const reserved = ["postgres", "redis", "gateway", "edge", "scheduler"];

function hostPorts(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { exposure }]) =>
    exposure.to === "host" ? [[`ballast:applications.${name}.exposure.port`, String(exposure.port)]] : [],
  );
}

function routes(applications: [string, ApplicationConfig][]): [string, string][] {
  return applications.flatMap(([name, { exposure }]) =>
    exposure.to === "gateway" ? [[`ballast:applications.${name}.exposure.path`, exposure.path ?? `/${name}`]] : [],
  );
}

function clashes(what: string, uses: [key: string, value: string][]): string[] {
  return uses.flatMap(([key, value], index) => {
    const first = uses.slice(0, index).find(([, other]) => other === value);
    return first ? [`${key}: got ${what} ${value}, which ${first[0]} has already; choose another`] : [];
  });
}

function resourceConflicts(config: StackConfig): string[] {
  const all = [
    ["postgres", config.postgres] as const,
    ["redis", config.redis] as const,
    ["gateway", config.gateway] as const,
    ...Object.entries(config.applications).map(([name, app]) => [`applications.${name}`, app] as const),
  ];
  return all.flatMap(([key, { resources }]) => [
    ...(millicores(resources.requests.cpu) > millicores(resources.limits.cpu)
      ? [`ballast:${key}.resources.requests.cpu: got ${resources.requests.cpu}, allowed is at most the limit, ${resources.limits.cpu}`]
      : []),
    ...(mebibytes(resources.requests.memory) > mebibytes(resources.limits.memory)
      ? [
          `ballast:${key}.resources.requests.memory: got ${resources.requests.memory}, allowed is at most the limit, ${resources.limits.memory}`,
        ]
      : []),
  ]);
}
