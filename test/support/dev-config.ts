/** Thresholds that any machine passes: what a test says must not depend on the disk it runs on. */
export const smallMachine = { disk: "1Mi", memory: "64Mi", cpus: 1 };
/** Planned sizes that fit on it. Docker itself does not limit a volume. */
export const smallPostgres = { storage: "1Gi", backup: { dump: { storage: "256Mi" } } };

/** The configuration of Pulumi.dev.yaml for a stack that runs beside it. */
export function devConfig(
  port: number,
  change: { secretVersion?: number; counterMemory?: string; lifetimeDays?: number } = {},
): Record<string, unknown> {
  const { secretVersion = 1, counterMemory = "512Mi", lifetimeDays = 90 } = change;
  return {
    preflight: smallMachine,
    postgres: smallPostgres,
    gateway: { port },
    certificates: { lifetimeDays },
    applications: {
      notes: { build: "services/notes", needs: ["postgres"], replicas: 2, secretVersion },
      counter: {
        build: "services/counter",
        needs: ["redis"],
        replicas: 2,
        exposure: { to: "gateway", path: "/counters" },
        resources: { limits: { memory: counterMemory } },
        secretVersion,
      },
    },
  };
}
