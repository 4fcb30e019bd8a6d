import { firstOf, type Source, Unavailable } from "./sources";
import type { Part } from "./types";

export interface Engine {
  version: string;
}

/** The machine, as far as getting an engine depends on it. */
export interface EngineMachine {
  /** DOCKER_HOST: the user's choice of an engine, which is never replaced by a local one. */
  host: string | undefined;
  root: boolean;
  /** dockerd is on this machine. */
  installed: () => boolean;
  canInstall: boolean;
  ask(): Promise<Engine | Unavailable>;
  /** Resolves when the engine answers. */
  start(): Promise<Engine | Unavailable>;
  install(): Promise<Unavailable | undefined>;
}

export function engineFix({ host, root, installed }: EngineMachine): string {
  if (host) return `start the engine at DOCKER_HOST=${host}, or unset DOCKER_HOST to use one on this machine`;
  if (installed()) return root ? "see the engine's log, and start dockerd" : "start dockerd as root, and join the group docker";
  return root ? "install Docker Engine 20.10 or later" : "install Docker Engine 20.10 or later, or run this once as root";
}

export function answeringEngine(machine: EngineMachine): Source<Engine> {
  return { what: machine.host ? `engine at ${machine.host}` : "running engine", get: () => machine.ask() };
}

/** @throws ToolchainError */
export function findEngine(machine: EngineMachine): Promise<Engine> {
  const startIt: Source<Engine> = {
    what: "dockerd on this machine",
    get: async () => {
      if (!machine.installed()) return new Unavailable("not installed");
      return machine.root ? machine.start() : new Unavailable("only root may start it");
    },
  };
  const installIt: Source<Engine> = {
    what: "Debian package docker.io",
    get: async () => {
      if (machine.installed()) return new Unavailable("is installed");
      if (!machine.canInstall) return new Unavailable("needs root on Debian or a distribution made from it");
      return (await machine.install()) ?? machine.start();
    },
  };
  const sources = [answeringEngine(machine), ...(machine.host ? [] : [startIt, installIt])];
  return firstOf("docker engine", sources, engineFix(machine));
}

export const enginePart = ({ version }: Engine): Part => ({ name: "docker engine", state: "ready", version, source: "system" });
