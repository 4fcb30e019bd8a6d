import type { Facts, Target } from "../facts";
import { check, iso, skip, type Assertion, type Verdict } from "./assertion";

export const targetReached: Assertion = {
  id: "target-reached",
  title: "Recovery to a point in time stopped there: no later transaction was replayed",
  judge: withTarget(({ at, paused }) => check(paused.lastCommitAt <= at, `last commit at ${iso(at)} or before`, iso(paused.lastCommitAt))),
};

/** The newest one may have been written, and not committed, at the target. */
export const targetBefore: Assertion = {
  id: "target-before",
  title: "What was written before the point in time is there",
  judge: withTarget(({ paused, latest }) => {
    const least = latest.lastBeatBefore === null ? Infinity : latest.lastBeatBefore.beat - 1;
    const found = paused.lastBeat === null ? -Infinity : paused.lastBeat.beat;
    return check(found >= least, `heartbeat ${least} or later`, paused.lastBeat === null ? "none" : `heartbeat ${found}`);
  }),
};

export const targetAfterAbsent: Assertion = {
  id: "target-after-absent",
  title: "What was written after the point in time is not there",
  judge: withTarget(({ paused }) => check(paused.beatsAfter === 0, "no heartbeat after the target", String(paused.beatsAfter))),
};

export const targetAfterArrives: Assertion = {
  id: "target-after-arrives",
  title: "What was written after the point in time comes with the rest of the WAL: its absence was no loss",
  judge: withTarget(({ latest }) => check(latest.nextTransaction, "the next transaction committed", "missing")),
};

export const targetLastTransaction: Assertion = {
  id: "target-last-transaction",
  title: "The last transaction before the point in time is there",
  judge: withTarget(({ paused: { transactions } }) => check(transactions.last, "committed", "missing")),
};

export const targetNextTransaction: Assertion = {
  id: "target-next-transaction",
  title: "The next transaction, however little later it was committed, is not there",
  judge: withTarget(({ paused: { transactions } }) => check(!transactions.next, "missing", "committed")),
};

function withTarget(judge: (target: Target) => Verdict): (facts: Facts) => Verdict {
  return ({ target }) => (target === null ? skip("the archive has no span to choose a point in time from") : judge(target));
}
