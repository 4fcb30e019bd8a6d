/** SE3. */
import { expiryText } from "../../../ops/commands/certificates";

const now = Date.parse("2027-01-01T00:00:00.000Z");

test("the soonest end comes first, with whole days left; what has ended says so", () => {
  const ends = { authority: "2036-01-01T00:00:00.000Z", gateway: "2027-01-11T12:00:00.000Z", redis: "2026-12-31T23:59:59.000Z" };
  expect(expiryText(ends, now, false)).toBe(
    `CERTIFICATE  DAYS LEFT  ENDS
redis        ended      2026-12-31T23:59:59.000Z
gateway      10         2027-01-11T12:00:00.000Z
authority    3287       2036-01-01T00:00:00.000Z`,
  );
});
