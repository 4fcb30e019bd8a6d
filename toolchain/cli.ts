import { firstOf, type Source, Unavailable } from "./sources";
import type { Part } from "./types";
import { atLeast, versions } from "./versions";

export interface Cli {
  path: string;
  languageHost: string;
  version: string;
  source: "vendor" | "stand-in";
}

/** The machine, as far as the choice of a CLI depends on it. */
export interface CliMachine {
  /** The vendor's CLIs on PATH and where its installers put them, the first to be preferred. */
  installed: string[];
  version(cli: string): Promise<string | undefined>;
  /** The language host a CLI would start. */
  languageHost(cli: string): string | undefined;
  /** The stand-in, when it is in the cache. */
  standIn(): string | undefined;
  /** Through the vendor's npm package. */
  download(): Promise<string | Unavailable>;
  build(): Promise<string>;
}

export const cliFix =
  `install Pulumi ${versions.pulumi.minimum} or later with its Node.js language host, ` +
  `or let this machine reach the vendor's downloads or a Go module proxy`;

/** What is on this machine already. */
export function presentClis(machine: CliMachine): Source<Cli>[] {
  return [
    ...machine.installed.map((path) => ({ what: path, get: () => vendorCli(machine, path) })),
    {
      what: "stand-in built earlier",
      get: () => Promise.resolve(standInCli(machine, machine.standIn())),
    },
  ];
}

export function downloadedCli(machine: CliMachine): Source<Cli> {
  return {
    what: `npm package pulumi ${versions.pulumi.built}`,
    get: async () => {
      const path = await machine.download();
      return path instanceof Unavailable ? path : vendorCli(machine, path);
    },
  };
}

/** @throws ToolchainError; `tried` is what was asked before */
export function builtCli(machine: CliMachine): Promise<Cli> {
  const build = { what: "stand-in", get: async () => standInCli(machine, await machine.build()) };
  return firstOf("pulumi CLI", [build], cliFix);
}

async function vendorCli(machine: CliMachine, path: string): Promise<Cli | Unavailable> {
  const version = await machine.version(path);
  if (version === undefined || !atLeast(version, versions.pulumi.minimum)) {
    return new Unavailable(`version ${version ?? "unknown"}, needed is ${versions.pulumi.minimum} or later`);
  }
  const languageHost = machine.languageHost(path);
  return languageHost ? { path, languageHost, version, source: "vendor" } : new Unavailable("has no pulumi-language-nodejs");
}

function standInCli(machine: CliMachine, path: string | undefined): Cli | Unavailable {
  const languageHost = path && machine.languageHost(path);
  if (!path || !languageHost) return new Unavailable("not there");
  return { path, languageHost, version: versions.pulumi.built, source: "stand-in" };
}

export function cliParts({ path, languageHost, version, source }: Cli): Part[] {
  return [
    { name: "pulumi CLI", state: "ready", version, source, path },
    { name: "nodejs language host", state: "ready", version, source, path: languageHost },
  ];
}
