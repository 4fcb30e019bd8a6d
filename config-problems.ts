import { RunError } from "@pulumi/pulumi";
import type { z } from "zod";
import { secretLike } from "./components/platform/secret-like";
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
  if (issue.code === "invalid_key") return issue.issues.map((inner) => `${key}: got the name ${shown(issue.input)}, ${allowed(inner)}`);
  return [`${key}: got ${shown(inputOf(issue))}, ${allowed(issue)}`];
}

/** An object whose kind is wrong is reported whole, under the key of its kind. */
function inputOf(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.input;
  return (issue.input as Record<string, unknown>)[issue.discriminator];
}

/** Objects and lists are named, not printed: somebody may have put a secret into them. */
function shown(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object" && input !== null) return "an object";
  return JSON.stringify(input) ?? "nothing";
}

const words: Record<string, string> = {
  int: "a whole number",
  // Every number in the schema is one.
  number: "a whole number",
  boolean: "true or false",
  string: "text",
  record: "an object",
  array: "a list",
  object: "an object",
};

function allowed(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `allowed is ${words[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `allowed is ${oneOf(issue.values)}`;
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)) return `allowed is ${oneOf(issue.options)}`;
  if (issue.code === "too_small") return `allowed is at least ${issue.minimum}${issue.origin === "string" ? " character" : ""}`;
  if (issue.code === "too_big") return `allowed is at most ${issue.maximum}`;
  if (issue.code === "invalid_format" && issue.format === "ipv4") return 'allowed is an IPv4 address as in "127.0.0.1"';
  if (issue.code === "invalid_format" && !issue.message.startsWith("allowed")) return `allowed is text that matches ${issue.pattern}`;
  return issue.message;
}

function oneOf(values: readonly unknown[]): string {
  return values.map((one) => JSON.stringify(one)).join(" or ");
}

function keyOf(path: PropertyKey[]): string {
  return `ballast:${path.map(String).join(".")}`;
}

/** Rules that span several keys. */
export function conflictsIn(config: StackConfig): string[] {
  const applications = Object.entries(config.applications);
  return [
    ...nameClashes(applications),
    ...clashes("host port", [["ballast:gateway.port", String(config.gateway.port)], ...hostPorts(applications)]),
    ...clashes("path", [["the gateway", "/health"], ["the gateway", "/ready"], ...routes(applications)]),
    ...applications.flatMap(impossible),
    ...applications.flatMap(secretsInEnv),
    ...resourceConflicts(config),
    ...connectionConflicts(config),
    ...tuningConflicts(config),
  ];
}

const builtIn = [
  "certificates-metrics",
  "postgres",
  "postgres-certificate",
  "postgres-databases",
  "postgres-retire",
  "redis",
  "redis-certificate",
  "redis-users",
  "redis-retire",
  "gateway",
  "gateway-certificate",
  "edge",
  "scheduler",
];
/** Postgres refuses or has them already. */
const databaseWords = ["public", "none", "template0", "template1"];

/** Every container has a name of its own on the host, and so has the one that holds its files. */
function nameClashes(applications: [string, ApplicationConfig][]): string[] {
  const owners = new Map(builtIn.flatMap(withFiles).map((unit) => [unit, "the stack itself"]));
  return applications.flatMap(([name, { replicas }]) => {
    const numbered = Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
    const units = [...numbered, `${name}-certificate`].flatMap(withFiles);
    const taken = units.find((unit) => owners.has(unit));
    const owner = owners.get(taken ?? "");
    for (const unit of units) owners.set(unit, `a container of ballast:applications.${name}`);
    if (taken === undefined) return [];
    return [
      `ballast:applications.${name}: the name${taken === name ? "" : ` ${taken}, of one of its containers,`} is taken by ${owner}; choose another`,
    ];
  });
}

function withFiles(unit: string): string[] {
  return [unit, `${unit}-files`];
}

/** What each key allows, and the platform does not. */
function impossible([name, { exposure, needs, replicas }]: [string, ApplicationConfig]): string[] {
  return [
    ...(exposure.to === "host" && replicas > 1
      ? [
          `ballast:applications.${name}.replicas: got ${replicas}, allowed is 1 on a host port, which one container can hold; expose it to the gateway`,
        ]
      : []),
    ...(needs.includes("postgres") && databaseWords.includes(name)
      ? [`ballast:applications.${name}: the name is a word of Postgres, so no database can have it; choose another`]
      : []),
  ];
}

/** The value is not told: it may be one. */
function secretsInEnv([name, { env }]: [string, ApplicationConfig]): string[] {
  return Object.entries(env).flatMap(([variable, value]) => {
    const found = secretLike(variable, value);
    return found
      ? [
          `ballast:applications.${name}.env.${variable}: got ${found}, allowed is a setting, or the path of a file with the secret; declare the need for a store, or name the file`,
        ]
      : [];
  });
}

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

/** Mebibytes below which the server cannot be given any memory of its own. */
const leastMemory: Record<string, number> = { postgres: 128, redis: 32 };

/** A connection costs memory even while it is idle. */
function connectionConflicts({ postgres: { maxConnections, resources } }: StackConfig): string[] {
  const most = Math.floor(mebibytes(resources.limits.memory) / 4);
  return maxConnections > most
    ? [`ballast:postgres.maxConnections: got ${maxConnections}, allowed is at most ${most}, one for each 4Mi of the memory limit`]
    : [];
}

/** Somebody logs in over SSH with a key, and locally without one. */
function tuningConflicts({ hostTuning: { ssh }, hostTuningKey }: StackConfig): string[] {
  if (ssh && !hostTuningKey)
    return [
      "ballast:hostTuningKey: got nothing, allowed is a private key where hostTuning.ssh is given: pulumi config set --secret ballast:hostTuningKey <KEYFILE",
    ];
  if (!ssh && hostTuningKey)
    return ["ballast:hostTuningKey: got a secret, allowed is nothing without hostTuning.ssh; remove it, or say which host it opens"];
  return [];
}

function resourceConflicts(config: StackConfig): string[] {
  const all = [
    ["postgres", config.postgres] as const,
    ["redis", config.redis] as const,
    ["gateway", config.gateway] as const,
    ...Object.entries(config.applications).map(([name, app]) => [`applications.${name}`, app] as const),
  ];
  return all.flatMap(([key, { resources }]) => [
    ...(mebibytes(resources.limits.memory) < (leastMemory[key] ?? 16)
      ? [`ballast:${key}.resources.limits.memory: got ${resources.limits.memory}, allowed is at least ${leastMemory[key] ?? 16}Mi`]
      : []),
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
