import { crontab, schedulerProgram } from "../../components/platform/docker/rules/schedule";
import { containerPolicy } from "./container";

const others = ["cron", "crond", "cronie", "anacron", "fcron", "bcron", "jobber", "ofelia", "yacron"];

export const noOverlappingJobs = containerPolicy({
  name: "no-overlapping-jobs",
  description: "Jobs run by the clock are started by the one program that never starts a job that still runs.",
  check({ name, props: { command = [], entrypoints = [] } }, report) {
    const words = [...entrypoints, ...command];
    const program = words.flatMap((word) => word.split(/\s+/)).find((word) => others.includes(word.split("/").at(-1) ?? ""));
    const wrong =
      program ??
      (words.includes("-overlapping") ? "-overlapping" : undefined) ??
      (words.includes(crontab) && entrypoints[0] !== schedulerProgram ? words[0] : undefined);
    if (wrong === undefined) return;
    report({
      what: `a job of container ${name} may run twice at once`,
      got: wrong,
      allowed: `${schedulerProgram} without -overlapping`,
      fix: "make it a scheduled job of the platform",
    });
  },
});
