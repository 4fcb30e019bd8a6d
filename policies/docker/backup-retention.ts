import { eachRepository } from "../files/backup-settings";
import { filesOf } from "../files/held-files";
import { shown } from "../policy";
import { isProduction, production, type Production } from "../production";
import { containerPolicy } from "./container";

export const backupRetention = containerPolicy<Production & { days: number }>({
  name: "backup-retention",
  description: "In production backups are kept for a week.",
  settings: { ...production, days: { type: "integer", minimum: 1, default: 7, description: "Days at least." } },
  check({ name, props, settings, stack }, report) {
    if (!isProduction(stack, settings)) return;
    eachRepository(filesOf(name, props), ({ repository, settings: { "retention-full-type": type, "retention-full": kept } }) => {
      // Without a limit nothing is removed.
      if (kept === undefined || (type === "time" && Number(kept) >= settings.days)) return;
      report({
        what: `backups of container ${name} may be gone when a mistake is found`,
        got: `${repository}-retention-full ${shown(kept)}, ${repository}-retention-full-type ${shown(type)}`,
        allowed: `at least ${settings.days} days, counted by time`,
        fix: `write ${repository}-retention-full-type=time and ${repository}-retention-full=${settings.days}`,
      });
    });
  },
});
