import type { Cause, ServiceHealth } from "./diagnosis";
import type { Health } from "./health";
import type { StatusReport } from "./status-report";
import { table, type Colour } from "./table";

const colourOf: Record<Health, Colour> = { healthy: "green", starting: "yellow", unhealthy: "red", missing: "red" };

/** A table of the services, then every cause once with what its health check and its log said last. */
export function statusText({ services }: StatusReport, colours: boolean): string {
  const rows = services.map((one) => [one.service, { text: one.health, colour: colourOf[one.health] }, causeText(one)]);
  const causes = new Map(services.flatMap(({ cause }) => (cause ? [[cause.unit, cause]] : [])));
  const details = [...causes.values()].flatMap(detailText);
  return [table(["SERVICE", "STATUS", "CAUSE"], rows, colours), ...details].join("\n\n");
}

/** One line. */
function causeText({ service, cause }: ServiceHealth): string {
  if (!cause) return "";
  const reason = `${cause.unit}: ${cause.reason}`;
  return cause.service === service ? reason : `needs ${cause.service}, which is ${cause.health}: ${reason}`;
}

function detailText({ unit, check, logs = [] }: Cause): string[] {
  return [...quote(`${unit}: last health check`, check?.split("\n") ?? []), ...quote(`${unit}: last log lines`, logs)];
}

const quote = (title: string, lines: string[]): string[] =>
  lines.length > 0 ? [[title, ...lines.map((line) => `  ${line}`)].join("\n")] : [];

/** What machines read; `compact` is one line. */
export function statusJson(stack: string, { health, services }: StatusReport, compact = false): string {
  return JSON.stringify({ stack, health, services }, undefined, compact ? undefined : 2);
}

/** One line for a wait that goes on, such as `2 of 4 healthy; starting: kafka; unhealthy: postgres`. */
export function progressText({ services }: StatusReport): string {
  const of = (health: Health): string[] => services.filter((one) => one.health === health).map(({ service }) => service);
  const others = (["starting", "unhealthy", "missing"] as const).filter((health) => of(health).length > 0);
  return [`${of("healthy").length} of ${services.length} healthy`, ...others.map((health) => `${health}: ${of(health).join(", ")}`)].join(
    "; ",
  );
}
