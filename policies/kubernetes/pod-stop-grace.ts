import { databaseServices } from "../../components/store/rules";
import { shown } from "../policy";
import { grace, type Grace } from "../grace";
import { podPolicy } from "./pod";

/** Of Kubernetes. */
const defaultGrace = 30;

export const podStopGrace = podPolicy<Grace>({
  name: "pod-stop-grace",
  description: "A pod is given time to stop before it is killed, a database two minutes.",
  settings: grace,
  about: ({ longRunning }) => longRunning,
  check({ props: { service, spec, title }, settings }, report) {
    const { terminationGracePeriodSeconds: seconds } = spec;
    const least = databaseServices.includes(service ?? "") ? settings.databaseSeconds : settings.seconds;
    if ((seconds ?? defaultGrace) >= least) return;
    report({
      what: `pods of ${title} are killed in the middle of their work`,
      got: `terminationGracePeriodSeconds ${shown(seconds)}`,
      allowed: `at least ${least} s`,
      fix: "set stopTimeout of its workload",
    });
  },
});
