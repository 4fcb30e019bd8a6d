import { eachRepository } from "../files/backup-settings";
import { filesOf } from "../files/held-files";
import { each, shown } from "../policy";
import { isProduction, production, type Production } from "../production";
import { containerPolicy } from "./container";

/** What tells our own jobs how many days a backup is kept. */
const variable = "RETENTION_DAYS";

export const backupRetention = containerPolicy<Production & { days: number }>({
  name: "backup-retention",
  description: "In production backups are kept for a week.",
  settings: { ...production, days: { type: "integer", minimum: 1, default: 7, description: "Days at least." } },
  check({ name, props, settings, stack }, report) {
    if (!isProduction(stack, settings)) return;
    const what = `backups of container ${name} may be gone when a mistake is found`;
    each(props.envs, (env) => {
      const days = new RegExp(`^${variable}=(.*)$`).exec(env)?.[1];
      if (days === undefined || Number(days) >= settings.days) return;
      const fix = `set retentionDays of it to ${settings.days} in the configuration`;
      report({ what, got: `${variable} ${shown(days)}`, allowed: `at least ${settings.days} days`, fix });
    });
    eachRepository(filesOf(name, props), ({ repository, settings: { "retention-full-type": type, "retention-full": kept } }) => {
      // Without a limit nothing is removed.
      if (kept === undefined || (type === "time" && Number(kept) >= settings.days)) return;
      report({
        what,
        got: `${repository}-retention-full ${shown(kept)}, ${repository}-retention-full-type ${shown(type)}`,
        allowed: `at least ${settings.days} days, counted by time`,
        fix: `write ${repository}-retention-full-type=time and ${repository}-retention-full=${settings.days}`,
      });
    });
  },
});
