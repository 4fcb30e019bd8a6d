import { databaseServices } from "../../components/store/rules";
import { grace, type Grace } from "../grace";
import { shown } from "../policy";
import { containerPolicy, isLongRunning, serviceOf } from "./container";

export const stopGrace = containerPolicy<Grace>({
  name: "stop-grace",
  description: "A container is given time to stop before it is killed, a database two minutes.",
  settings: grace,
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
