import { connect } from "node:net";
import { ToolchainError } from "../types";
import { isRunning } from "./daemon";
import type { Layout } from "./layout";
import { settings } from "./settings";

/** Ports that others use as well, by the part that is to listen there. */
const ports: [daemon: string, port: number][] = [
  ["registry", settings.registryPort],
  ["skipper-http", settings.ingressPorts.http],
  ["skipper", settings.ingressPorts.https],
];

/** @throws ToolchainError naming all that are taken by something else */
export async function requireFreePorts(layout: Layout, wanted = ports): Promise<void> {
  const taken = await Promise.all(
    wanted.map(async ([daemon, port]) =>
      isRunning(layout, daemon) === undefined && (await answers(port)) ? [`port ${port} of 127.0.0.1, for ${daemon}, is in use`] : [],
    ),
  );
  if (taken.flat().length === 0) return;
  throw new ToolchainError("local cluster: ports are taken", taken.flat(), "stop what listens there (ss --listening --tcp --processes)");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
