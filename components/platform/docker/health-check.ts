import type { Probe, ProbeCheck, Probes } from "../workload";

/** Docker has one check for a container: it tells readiness, and restarts the container itself when liveness is lost. */
export interface HealthCheck {
  tests: string[];
  interval: string;
  timeout: string;
  startPeriod: string;
  retries: number;
}

/** Needs bash in the image: every image on our base has it. */
export function healthCheck({ startup, readiness, liveness }: Probes): HealthCheck {
  const script = liveness ? `${livenessGuard(liveness, readiness.period)}\n${check(readiness)}` : check(readiness);
  return {
    tests: ["CMD", "bash", "-c", script],
    interval: duration(readiness.period),
    // The checks bound themselves; this is the net below them.
    timeout: duration(readiness.timeout + (liveness?.timeout ?? 0) + 2),
    startPeriod: duration(Math.max(startup ? budget(startup) : 0, readiness.initialDelay)),
    retries: readiness.failures,
  };
}

/** The way Docker writes it back: another spelling of the same time would be a difference on every preview. */
export function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours ? `${hours}h` : ""}${hours || minutes ? `${minutes}m` : ""}${seconds % 60}s`;
}

/** Seconds after which a probe that never succeeded has failed. */
export function budget(probe: Probe): number {
  return probe.initialDelay + probe.period * probe.failures;
}

/**
 * Counts failures in /tmp. At the threshold it stops the main process politely, at the next check it kills everything:
 * Docker's init (process 1) then exits and the restart policy starts the container again.
 */
function livenessGuard(liveness: Probe, interval: number): string {
  const threshold = Math.max(1, Math.ceil((liveness.failures * liveness.period) / interval));
  return [
    `alive() { ${check(liveness)}; }`,
    `age=$(( $(date +%s) - $(stat -c %Y /proc/1) ))`,
    `if (alive) >/dev/null 2>&1 || (( age < ${liveness.initialDelay} )); then rm -f /tmp/.liveness; else`,
    `  failed=$(( $(cat /tmp/.liveness 2>/dev/null || echo 0) + 1 )); echo "$failed" > /tmp/.liveness`,
    `  if (( failed > ${threshold} )); then kill -KILL -1; elif (( failed == ${threshold} )); then kill -TERM 1; fi`,
    `fi`,
  ].join("\n");
}

function check({ check, timeout }: Probe): string {
  if ("command" in check) return `timeout ${timeout} ${check.command.map(quote).join(" ")}`;
  return `timeout ${timeout} bash -c ${quote(connection(check))}`;
}

function connection(check: Exclude<ProbeCheck, { command: string[] }>): string {
  if ("tcp" in check) return `exec 3<>/dev/tcp/127.0.0.1/${check.tcp}`;
  return [
    `exec 3<>/dev/tcp/127.0.0.1/${check.port} || exit 1`,
    `printf 'GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' ${quote(check.http)} >&3`,
    `read -r _ code _ <&3`,
    `body=$(tail -n 1 <&3 | head -c 400)`,
    `echo "HTTP $code $body"`,
    `[[ $code == [23]?? ]]`,
  ].join("\n");
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
