import { shown } from "../policy";
import { containerPolicy, isLongRunning } from "./container";

export const healthCheck = containerPolicy({
  name: "health-check",
  description: "A container that keeps running has a health check.",
  about: isLongRunning,
  check({ name, props: { healthcheck } }, report) {
    const tests = healthcheck?.tests ?? [];
    if (tests.length > 0 && tests[0] !== "NONE") return;
    report({
      what: `container ${name} has no health check, so nothing can wait for it or see that it is ill`,
      got: `healthcheck ${shown(healthcheck)}`,
      allowed: "one whose tests are a command",
      fix: "give its workload a readiness probe",
    });
  },
});
