import fc from "fast-check";
import { budget, duration, healthCheck } from "../../../components/platform/docker/health-check";
import type { Probe } from "../../../components/platform/workload";

/** Go's time.ParseDuration, for the units that occur here. */
function goSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)(h|m|s)/g)];
  expect(parts.map(([part]) => part).join("")).toBe(text);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * { h: 3600, m: 60, s: 1 }[unit as "h" | "m" | "s"], 0);
}

describe("duration", () => {
  test.each([
    [0, "0s"],
    [1, "1s"],
    [59, "59s"],
    [60, "1m0s"],
    [61, "1m1s"],
    [600, "10m0s"],
    [3599, "59m59s"],
    [3600, "1h0m0s"],
    [3661, "1h1m1s"],
    [90_000, "25h0m0s"],
  ])("%i seconds are %s, as Docker writes them back", (seconds, text) => expect(duration(seconds)).toBe(text));

  test("a Go program reads the same number of seconds", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => expect(goSeconds(duration(seconds))).toBe(seconds)));
  });

  test("is the one spelling that Go's String gives: no unit leads with zero, none overflows into the next", () => {
    const spelling = /^(?:[1-9]\d*h[1-5]?\dm|[1-9]m|[1-5]\dm)?[1-5]?\ds$/;
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => expect(duration(seconds)).toMatch(spelling)));
  });
});

const readiness: Probe = { check: { command: ["true"] }, initialDelay: 5, period: 5, timeout: 3, failures: 3 };

describe("healthCheck", () => {
  test("with readiness alone", () => {
    expect(healthCheck({ readiness })).toEqual({
      tests: ["CMD", "bash", "-c", "timeout 3 'true'"],
      interval: "5s",
      timeout: "5s",
      startPeriod: "5s",
      retries: 3,
    });
  });

  test("with a startup: its budget is the time in which failures do not count", () => {
    const startup: Probe = { check: { command: ["true"] }, initialDelay: 10, period: 5, timeout: 3, failures: 120 };
    expect(healthCheck({ startup, readiness })).toEqual({ ...healthCheck({ readiness }), startPeriod: "10m10s" });
  });

  test("with a startup shorter than readiness's own delay: the delay", () => {
    const startup: Probe = { check: { command: ["true"] }, initialDelay: 0, period: 1, timeout: 1, failures: 1 };
    expect(healthCheck({ startup, readiness }).startPeriod).toBe("5s");
  });

  test("with a liveness: the script, and time for both checks", () => {
    const liveness: Probe = { check: { tcp: 6379 }, initialDelay: 30, period: 10, timeout: 4, failures: 3 };
    const check = healthCheck({ readiness, liveness });
    expect(check).toEqual({ ...healthCheck({ readiness }), tests: ["CMD", "bash", "-c", expect.any(String)], timeout: "9s" });
    expect(check.tests[3]).toBe(
      `alive() { timeout 4 bash -c 'exec 3<>/dev/tcp/127.0.0.1/6379'; }
age=$(( $(date +%s) - $(stat -c %Y /proc/1) ))
if (alive) >/dev/null 2>&1 || (( age < 30 )); then rm -f /tmp/.liveness; else
  failed=$(( $(cat /tmp/.liveness 2>/dev/null || echo 0) + 1 )); echo "$failed" > /tmp/.liveness
  if (( failed > 6 )); then kill -KILL -1; elif (( failed == 6 )); then kill -TERM 1; fi
fi
timeout 3 'true'`,
    );
  });

  test("over HTTP: the script", () => {
    const http = healthCheck({ readiness: { ...readiness, check: { http: "/ready", port: 8080 } } });
    expect(http.tests[3]).toBe(
      [
        "timeout 3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1",
        `printf '\\''GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n'\\'' '\\''/ready'\\'' >&3`,
        "read -r _ code _ <&3",
        "body=$(tail -n 1 <&3 | head -c 400)",
        'echo "HTTP $code $body"',
        "[[ $code == [23]?? ]]'",
      ].join("\n"),
    );
  });

  test("Docker's own timeout is always longer than the checks', which say why they failed", () => {
    const probe = fc.record({
      check: fc.constant({ tcp: 80 }),
      initialDelay: fc.nat(100),
      period: fc.integer({ min: 1, max: 100 }),
      timeout: fc.integer({ min: 1, max: 100 }),
      failures: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(probe, fc.option(probe, { nil: undefined }), (ready, liveness) => {
        const { timeout } = healthCheck({ readiness: ready, ...(liveness && { liveness }) });
        expect(goSeconds(timeout)).toBeGreaterThan(ready.timeout + (liveness?.timeout ?? 0));
      }),
    );
  });

  test("restarts no sooner than the liveness probe's own budget", () => {
    const whole = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(whole, whole, whole, (period, failures, interval) => {
        const liveness: Probe = { check: { tcp: 80 }, initialDelay: 0, period, timeout: 1, failures };
        const script = healthCheck({ readiness: { ...readiness, period: interval }, liveness }).tests[3] as string;
        const threshold = Number(/failed == (\d+)/.exec(script)?.[1]);
        expect(threshold * interval).toBeGreaterThanOrEqual(failures * period);
        expect((threshold - 1) * interval).toBeLessThan(failures * period);
      }),
    );
  });
});

test("budget: a startup of 120 failures every 5 s after 10 s may take 610 s", () => {
  expect(budget({ check: { tcp: 1 }, initialDelay: 10, period: 5, timeout: 3, failures: 120 })).toBe(610);
});
