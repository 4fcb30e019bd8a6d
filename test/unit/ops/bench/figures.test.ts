import { figuresOf, isWithin } from "../../../../ops/bench/figures";
import { benchText } from "../../../../ops/bench/view";

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);

test("percentiles are values that occurred, by nearest rank, however the answers came", () => {
  expect(figuresOf({ latencies: upTo(200), errors: {}, seconds: 4 })).toEqual({
    requests: 200,
    errors: {},
    perSecond: 50,
    milliseconds: { p50: 100, p90: 180, p99: 198, max: 200 },
  });
  expect(figuresOf({ latencies: [7], errors: {}, seconds: 1 }).milliseconds).toEqual({ p50: 7, p90: 7, p99: 7, max: 7 });
});

test("errors count as requests, and not as answers", () => {
  expect(figuresOf({ latencies: [1, 1], errors: { "HTTP 503": 3, timeout: 1 }, seconds: 2 })).toMatchObject({
    requests: 6,
    perSecond: 1,
    errors: { "HTTP 503": 3, timeout: 1 },
  });
});

test.each([
  [[10, 20], {}, undefined, true],
  [[10, 20], {}, 20, true],
  [[10, 20], {}, 19, false],
  [[10, 20], { "HTTP 503": 1 }, 100, false],
  [[10, 20], { "HTTP 503": 1 }, undefined, true],
  [[], { ECONNREFUSED: 9 }, undefined, false],
  [[], {}, 100, false],
])("answers in %p ms, errors %p: within %p is %p", (latencies, errors, maxMs, expected) => {
  expect(isWithin(figuresOf({ latencies, errors: errors, seconds: 1 }), maxMs)).toBe(expected);
});

test("the goal stands beside the figures, and what was not measured has not met it", () => {
  const goal = { p99: 50 };
  const text = benchText(
    [
      { endpoint: "gateway", url: "https://x/health", goal, figures: figuresOf({ latencies: [49.994], errors: {}, seconds: 1 }) },
      { endpoint: "blog", url: "http://y/health", goal, figures: figuresOf({ latencies: [50], errors: { timeout: 2 }, seconds: 1 }) },
      {
        endpoint: "accounts",
        url: "http://z/health",
        goal,
        figures: figuresOf({ latencies: [], errors: { ECONNREFUSED: 4 }, seconds: 1 }),
      },
      { endpoint: "gateway", url: "https://x/posts", figures: figuresOf({ latencies: [1], errors: {}, seconds: 1 }) },
    ],
    false,
  );
  expect(text).toBe(
    `ENDPOINT  URL               REQUESTS  ERRORS          PER SECOND  P50 ms  P90 ms  P99 ms  MAX ms  GOAL
gateway   https://x/health  1         0               1.0         49.99   49.99   49.99   49.99   p99 < 50 ms: met
blog      http://y/health   3         2 timeout       1.0         50.00   50.00   50.00   50.00   p99 < 50 ms: missed
accounts  http://z/health   4         4 ECONNREFUSED  0.0         -       -       -       -       p99 < 50 ms: not measured
gateway   https://x/posts   1         0               1.0         1.00    1.00    1.00    1.00`,
  );
});
