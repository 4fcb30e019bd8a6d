import { logs } from "../../components/platform/docker/rules/confinement";
import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const logLimit = containerPolicy<{ drivers: string[] }>({
  name: "log-limit",
  description: "A container's log cannot fill the disk.",
  settings: {
    drivers: { type: "array", items: { type: "string" }, default: [logs.logDriver, "local", "none"], description: "Log drivers." },
  },
  about: runs,
  check({ name, props: { logDriver, logOpts }, settings: { drivers } }, report) {
    const capped = logDriver !== logs.logDriver || Object.keys(logs.logOpts).every((option) => logOpts?.[option]);
    if (logDriver !== undefined && drivers.includes(logDriver) && capped) return;
    report({
      what: `container ${name} has a log without an end`,
      got: `logDriver ${shown(logDriver)} with logOpts ${Object.keys(logOpts ?? {}).join(", ") || "nothing"}`,
      allowed: `a driver of ${drivers.join(", ")}, for ${logs.logDriver} with ${Object.keys(logs.logOpts).join(" and ")}`,
      fix: `write ${Object.entries(logs.logOpts)
        .map(([option, value]) => `${option}=${value}`)
        .join(" and ")}`,
    });
  },
});
