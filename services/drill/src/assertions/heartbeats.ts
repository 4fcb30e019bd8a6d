import { check, fail, type Assertion } from "./assertion";

export const heartbeatsGapless: Assertion = {
  id: "heartbeats-gapless",
  title: "No heartbeat between the first and the last is missing",
  judge: ({ heartbeats: { first, last, count } }) => {
    if (first === null || last === null) return fail("heartbeats", "none");
    const expected = last.beat - first.beat + 1;
    return check(count === expected, `${expected} from ${first.beat} to ${last.beat}`, String(count));
  },
};
