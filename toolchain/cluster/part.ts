import { type Part, ToolchainError } from "../types";
import { clusterStatus } from "./status";

const name = "local cluster";

/** One that is stopped, or was never started, is nothing to mend: a stack on Docker needs none. */
export async function clusterPart(): Promise<Part> {
  try {
    const { state, version, daemons, checks } = await clusterStatus();
    if (state === "absent") return { name, state };
    if (state !== "not ready") return { name, state, version, source: "stand-in" };
    const ended = daemons.filter(({ running }) => !running).map((daemon) => `${daemon.name} does not run`);
    const missing = [...ended, ...Object.values(checks).filter((text) => text !== null)];
    return { name, state: "broken", version, source: "stand-in", detail: missing.join("; "), fix: "./ballast cluster up" };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    return { name, state: "broken", detail: [error.message, ...error.tried].join("; "), fix: error.fix };
  }
}
