import { check, each, noPromise, type Assertion } from "./assertion";

export const recoveryTimeSplit: Assertion = {
  id: "recovery-time-split",
  title: "Each part of the recovery was measured",
  judge: ({ run: { recoverySeconds } }) =>
    each("0 s or more for each part", Object.keys(recoverySeconds) as (keyof typeof recoverySeconds)[], (part) =>
      recoverySeconds[part] >= 0 ? [] : [`${part}: ${recoverySeconds[part]} s`],
    ),
};

export const recoveryTimeObjective: Assertion = {
  id: "recovery-time-objective",
  title: "The recovery took no longer than promised (RTO)",
  judge: ({ run: { recoverySeconds, limits } }) => {
    if (limits === null) return noPromise;
    const total = Object.values(recoverySeconds).reduce((sum, seconds) => sum + seconds, 0);
    return check(total <= limits.recoverySeconds, `at most ${limits.recoverySeconds} s`, `${total} s`);
  },
};

export const recoveryPointObjective: Assertion = {
  id: "recovery-point-objective",
  title: "No more was lost than promised (RPO)",
  judge: ({ run: { lostSeconds, limits } }) =>
    limits === null
      ? noPromise
      : check(lostSeconds >= 0 && lostSeconds <= limits.lostSeconds, `0 to ${limits.lostSeconds} s`, `${lostSeconds} s`),
};
