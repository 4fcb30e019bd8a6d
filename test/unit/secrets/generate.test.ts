import fc from "fast-check";
import { generate } from "../../../components/secrets/generate";

test("has the length that was asked for, and letters and digits only", () => {
  fc.assert(
    fc.property(fc.nat(500), (length) => {
      expect(generate(length)).toMatch(new RegExp(`^[A-Za-z0-9]{${length}}$`));
    }),
  );
});

test("needs no quoting: in a URL it is what it is", () => {
  const secret = generate(1000);
  expect(encodeURIComponent(secret)).toBe(secret);
});

test("is never the same twice", () => {
  expect(new Set(Array.from({ length: 1000 }, () => generate(32))).size).toBe(1000);
});

/** Chi-squared over 61 degrees of freedom: a fair generator is above 130 once in a million runs, one that takes bytes modulo 62 far above. */
test("gives each of the 62 characters the same chance", () => {
  const count = 62_000;
  const seen = new Map<string, number>();
  for (const character of generate(count)) seen.set(character, (seen.get(character) ?? 0) + 1);
  expect(seen.size).toBe(62);
  const expected = count / 62;
  const chiSquared = [...seen.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  expect(chiSquared).toBeLessThan(130);
});
