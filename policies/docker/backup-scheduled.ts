import { crontab } from "../../components/platform/docker/rules/schedule";
import { each, stackOf, stackPolicy } from "../policy";
import { isProduction, production, type Production } from "../production";
import { containersIn, isLongRunning, serviceOf } from "./container";

export const backupScheduled = stackPolicy<Production & { command: string }>({
  name: "backup-scheduled",
  description: "In production a scheduled job makes backups of Postgres.",
  settings: {
    ...production,
    command: { type: "string", default: "\\bdrill\\b.*\\bbackup\\b", description: "Regular expression of a crontab line that makes one." },
  },
  check(resources, report, settings) {
    const containers = containersIn(resources);
    let scheduled = false;
    each(containers, ({ props: { uploads } }) =>
      each(uploads, (upload) => {
        if (upload.file === crontab) scheduled ||= new RegExp(settings.command).test(upload.content ?? "");
      }),
    );
    if (scheduled) return;
    each(containers, ({ name, props, urn }) => {
      if (serviceOf(props) !== "postgres" || !isLongRunning(props) || !isProduction(stackOf(urn), settings)) return;
      report({
        what: `nobody makes backups of the Postgres of container ${name}`,
        got: `no ${crontab} that matches ${settings.command}`,
        allowed: "one scheduled job that does, in production",
        fix: "schedule backups in the configuration of Postgres",
      });
    });
  },
});
