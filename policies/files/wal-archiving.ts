import { archiveTimeout, longestArchiveTimeout } from "../../components/postgres/archive-rules";
import { each, shown } from "../policy";
import { filesPolicy, holderIn } from "./held-files";
import { partOf } from "./part";
import { settingsIn } from "./settings-file";

const file = "postgresql.conf";
const seconds: Record<string, number> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };
/** Commands that succeed and keep nothing. */
const nothing = ["", "true", "/bin/true", "/usr/bin/true", ":"];

export const walArchiving = filesPolicy<{ seconds: number }>({
  name: "wal-archiving",
  description: "Postgres archives every change, and within a minute.",
  settings: {
    seconds: { type: "integer", minimum: 1, default: longestArchiveTimeout, description: "Seconds that may be lost with the server." },
  },
  check({ props: { title, eachFile }, settings }, report) {
    eachFile(file, (content) => {
      const { archive_mode: mode, archive_command: command = "", archive_timeout: timeout } = settingsIn(content);
      const after = secondsOf(timeout);
      if (mode === "on" && !nothing.includes(command) && after > 0 && after <= settings.seconds) return;
      report({
        what: `the Postgres of ${title} can lose more than ${settings.seconds} s of changes`,
        got: `archive_mode ${shown(mode)}, archive_command ${shown(command.split(" ")[0])}, archive_timeout ${shown(timeout)}`,
        allowed: `archive_mode "on", a command that keeps the segment, a timeout from 1 to ${settings.seconds} s`,
        fix: `leave these to the component, which archives every ${archiveTimeout} s`,
      });
    });
  },
  checkStack(resources, report) {
    let configured = false;
    each(resources, (resource) => holderIn(resource)?.eachFile(file, () => (configured ||= partOf(resource)?.service === "postgres")));
    each(resources, (resource) => {
      const part = partOf(resource);
      if (part?.service !== "postgres" || !part.longRunning || configured) return;
      report({
        what: `nobody can tell whether the Postgres of ${part.title} archives`,
        got: `no ${file}`,
        allowed: "one in the files of its workload",
        fix: "give the workload a postgresql.conf",
      });
    });
  },
});

/** Postgres counts in seconds where there is no unit. */
function secondsOf(time = "0"): number {
  const [, amount = "0", unit = "s"] = /^(\d+)\s*(ms|s|min|h|d)?$/.exec(time) ?? [];
  return Number(amount) * (seconds[unit] ?? 0);
}
