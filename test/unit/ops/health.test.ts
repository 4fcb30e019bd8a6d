import fc from "fast-check";
import { exitCodeOf, healths, worst, type Health } from "../../../ops/health";

const anyHealth = fc.constantFrom(...healths);

test("missing is worse than unhealthy, than starting, than healthy", () => {
  expect(worst(["healthy", "starting", "missing", "unhealthy"])).toBe("missing");
  expect(worst(["healthy", "unhealthy", "starting"])).toBe("unhealthy");
  expect(worst(["healthy", "starting"])).toBe("starting");
  expect(worst(["healthy", "healthy"])).toBe("healthy");
});

test("nothing at all is not healthy", () => expect(worst([])).toBe("missing"));

test("the worst is one of those found, and never better than any of them, in whatever order", () => {
  fc.assert(
    fc.property(fc.array(anyHealth, { minLength: 1 }), (found) => {
      const result = worst(found);
      const rank = (health: Health): number => healths.indexOf(health);
      return found.includes(result) && found.every((one) => rank(one) <= rank(result)) && worst([...found].reverse()) === result;
    }),
  );
});

test("only healthy exits 0", () => {
  expect(healths.map((health) => [health, exitCodeOf(health)])).toEqual([
    ["healthy", 0],
    ["starting", 3],
    ["unhealthy", 1],
    ["missing", 2],
  ]);
});
