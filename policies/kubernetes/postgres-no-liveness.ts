import { eachContainer, podPolicy } from "./pod";

export const postgresNoLiveness = podPolicy({
  name: "postgres-no-liveness",
  description: "Postgres has no liveness probe.",
  about: ({ service }) => service === "postgres",
  check({ props: pod }, report) {
    eachContainer(pod, ({ name, livenessProbe }, title) => {
      const sidecar = name?.startsWith("postgres-");
      if (livenessProbe === undefined || sidecar) return;
      report({
        what: `${title} can be killed in the middle of a recovery, which then starts over`,
        got: "a livenessProbe",
        allowed: "startupProbe and readinessProbe; a crash restarts it anyway",
        fix: "leave liveness out",
      });
    });
  },
});
