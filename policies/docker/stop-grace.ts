import { databaseServices, databaseStopTimeout } from "../../components/store/rules";
import { shown } from "../policy";
import { containerPolicy, isLongRunning, serviceOf } from "./container";

export const stopGrace = containerPolicy<{ seconds: number; databaseSeconds: number }>({
  name: "stop-grace",
  description: "A container is given time to stop before it is killed, a database two minutes.",
  settings: {
    seconds: { type: "integer", minimum: 1, default: 10, description: "Seconds at least." },
    databaseSeconds: { type: "integer", minimum: 1, default: databaseStopTimeout, description: "Seconds at least for a database." },
  },
  about: isLongRunning,
  check({ name, props, settings }, report) {
    const { destroyGraceSeconds, stopTimeout } = props;
    const least = databaseServices.includes(serviceOf(props) ?? "") ? settings.databaseSeconds : settings.seconds;
    if ((destroyGraceSeconds ?? 0) >= least && (stopTimeout ?? 0) >= least) return;
    report({
      what: `container ${name} is killed in the middle of its work`,
      got: `destroyGraceSeconds ${shown(destroyGraceSeconds)}, stopTimeout ${shown(stopTimeout)}`,
      allowed: `at least ${least} s for both`,
      fix: "set stopTimeout of its workload",
    });
  },
});
