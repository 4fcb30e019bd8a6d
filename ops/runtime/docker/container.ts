import { z } from "zod";
import { restartsText, type Health, type UnitHealth } from "../../health";

/** Docker writes a slash before it. */
export const containerName = z.string().transform((name) => name.replace(/^\//, ""));

/** The part of `docker inspect` that says how a container is. */
export const containerInspect = z.object({
  Name: containerName,
  RestartCount: z.number(),
  State: z.object({
    Status: z.string(),
    OOMKilled: z.boolean(),
    ExitCode: z.number(),
    Error: z.string(),
    Health: z
      .object({
        Status: z.string(),
        FailingStreak: z.number(),
        Log: z.array(z.object({ ExitCode: z.number(), Output: z.string() })).nullish(),
      })
      .optional(),
  }),
});

export type Container = z.infer<typeof containerInspect>;

/** @param container undefined when Docker has none of that name */
export function unitHealth(unit: string, container: Container | undefined): UnitHealth {
  if (!container) return { unit, health: "missing", reason: "no such container" };
  const health = healthOf(container);
  if (health === "healthy") return { unit, health };
  const check = container.State.Health?.Log?.at(-1)?.Output.trim();
  return { unit, health, reason: reasonOf(container) + restartsText(container.RestartCount), ...(check ? { check } : {}) };
}

function healthOf({ State: state }: Container): Health {
  if (state.Status === "created") return state.Error ? "unhealthy" : "starting";
  if (state.Status !== "running") return "unhealthy";
  switch (state.Health?.Status) {
    case "unhealthy":
      return "unhealthy";
    case "starting":
      return "starting";
    default:
      return "healthy";
  }
}

function reasonOf({ State: state }: Container): string {
  const ended = `exit code ${state.ExitCode}${state.OOMKilled ? ", killed for want of memory" : ""}`;
  switch (state.Status) {
    case "running":
      return state.Health?.Status === "starting"
        ? "its health check has not passed yet"
        : `its health check fails, ${state.Health?.FailingStreak} in a row`;
    case "created":
      return state.Error ? `did not start: ${state.Error}` : "not started yet";
    case "exited":
    case "dead":
    case "restarting":
      return `${state.Status}, ${ended}${state.Error ? `: ${state.Error}` : ""}`;
    default:
      return state.Status;
  }
}
