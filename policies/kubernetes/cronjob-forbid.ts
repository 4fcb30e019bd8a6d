import { shown } from "../policy";
import { kindPolicy } from "./kinds";

const written = ["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"] as const;

export const cronjobForbid = kindPolicy("CronJob", {
  name: "cronjob-forbid",
  description: "A job run by the clock never runs twice at once, never late without end, and leaves few pods behind.",
  check({ name, props: { spec } }, report) {
    const { concurrencyPolicy } = spec ?? {};
    const missing = written.filter((field) => spec?.[field] === undefined);
    if (concurrencyPolicy === "Forbid" && missing.length === 0) return;
    report({
      what: `CronJob ${name} may run twice at once, or at a time that nobody expects`,
      got: [`concurrencyPolicy ${shown(concurrencyPolicy)}`, ...missing.map((field) => `no ${field}`)].join(", "),
      allowed: `concurrencyPolicy "Forbid", and ${written.join(", ")} written`,
      fix: "make it a scheduled job of the platform",
    });
  },
});
