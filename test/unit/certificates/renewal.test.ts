/** SE3. */
import fc from "fast-check";
import { expiryMetrics } from "../../../components/certificates/metrics";
import { isDue } from "../../../components/certificates/renewal";

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

test("is due from the day on, and not a day before", () => {
  expect(isDue(inDays(31), 30)).toBe(false);
  expect(isDue(inDays(29), 30)).toBe(true);
  expect(isDue(inDays(-1), 30)).toBe(true);
});

test("what is due stays due as time passes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400, max: 4000 }),
      fc.integer({ min: 1, max: 800 }),
      fc.integer({ min: 0, max: 400 }),
      (left, before, later) => {
        if (isDue(inDays(left), before)) expect(isDue(inDays(left - later), before)).toBe(true);
      },
    ),
  );
});

test("the metric file, whole", () => {
  expect(expiryMetrics({ gateway: "2027-02-23T00:00:00.000Z", redis: "2027-03-01T12:00:00.000Z" })).toBe(
    `# HELP ballast_certificate_not_after_seconds End of a certificate's validity.
# TYPE ballast_certificate_not_after_seconds gauge
ballast_certificate_not_after_seconds{certificate="gateway"} 1803340800
ballast_certificate_not_after_seconds{certificate="redis"} 1803902400
`,
  );
});
