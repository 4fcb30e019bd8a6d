import type { StatusReport } from "../../../ops/status-report";
import { progressText, statusJson, statusText } from "../../../ops/status-view";
import { table, wantsColours } from "../../../ops/table";

const postgres = {
  unit: "dev-postgres",
  health: "unhealthy",
  reason: "its health check fails, 4 in a row",
  check: "rejecting\nconnections",
} as const;
const cause = { ...postgres, service: "postgres", logs: ["redo at 0/1", "FATAL:  starting up"] };
const report: StatusReport = {
  health: "unhealthy",
  services: [
    { service: "postgres", health: "unhealthy", units: [postgres], cause },
    { service: "redis", health: "healthy", units: [{ unit: "dev-redis", health: "healthy" }] },
    { service: "gateway", health: "starting", units: [{ unit: "dev-gateway", health: "starting", reason: "waits" }], cause },
  ],
};

test("a cause that two services share is explained once", () => {
  expect(statusText(report, false)).toBe(`SERVICE   STATUS     CAUSE
postgres  unhealthy  dev-postgres: its health check fails, 4 in a row
redis     healthy
gateway   starting   needs postgres, which is unhealthy: dev-postgres: its health check fails, 4 in a row

dev-postgres: last health check
  rejecting
  connections

dev-postgres: last log lines
  redo at 0/1
  FATAL:  starting up`);
});

test("colours change nothing but the colour", () => {
  const coloured = statusText(report, true);
  expect(coloured).toContain("\x1b[31munhealthy\x1b[39m  dev-postgres");
  expect(coloured).toContain("\x1b[32mhealthy\x1b[39m\n");
  // eslint-disable-next-line no-control-regex
  expect(coloured.replace(/\x1b\[\d+m/g, "")).toBe(statusText(report, false));
});

test("colours need a terminal, and NO_COLOR forbids them", () => {
  expect(wantsColours({ isTTY: true }, {})).toBe(true);
  expect(wantsColours({ isTTY: true }, { NO_COLOR: "" })).toBe(true);
  expect(wantsColours({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
  expect(wantsColours({}, {})).toBe(false);
});

test("columns fit their widest cell, and no line ends in spaces", () => {
  expect(
    table(
      ["A", "B", "C"],
      [
        ["long", "", ""],
        ["x", { text: "y", colour: "red" }, "z"],
      ],
      false,
    ),
  ).toBe("A     B  C\nlong\nx     y  z");
});

test("JSON has everything, on one line where it is watched", () => {
  expect(JSON.parse(statusJson("dev", report))).toEqual({ stack: "dev", ...report });
  expect(statusJson("dev", report, true)).not.toContain("\n");
});

test("progress names what is not healthy", () => {
  expect(progressText(report)).toBe("1 of 3 healthy; starting: gateway; unhealthy: postgres");
});
