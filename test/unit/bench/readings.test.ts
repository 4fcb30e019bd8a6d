import { engineSeconds, madeBackup, throughput, verificationSplit } from "../../bench/readings";

const backup = `2026-01-25 02:00:09.100 P00   INFO: backup command begin 2.55.1: --stanza=main
2026-01-25 02:00:45.267 P00   INFO: backup command end: completed successfully (36167ms)
repository 1: made backup 20260125-020009F: 1097696476 bytes of database, 407758336 bytes stored
`;

test("a backup's size, and the seconds of the engine", () => {
  expect(madeBackup(backup)).toEqual({ label: "20260125-020009F", databaseBytes: 1_097_696_476, storedBytes: 407_758_336 });
  expect(engineSeconds(backup, "backup")).toBe(36.167);
  expect(() => engineSeconds(backup, "restore")).toThrow(/restore/);
});

test("what is not there is told with what was said", () => {
  expect(() => madeBackup("repository 1: no room")).toThrow(/made backup.*\nrepository 1: no room/);
  expect(() => engineSeconds("backup command end: aborted with exception [041]", "backup")).toThrow(/aborted/);
});

const pgbench = (failed: number) => `number of transactions actually processed: 94237
number of failed transactions: ${failed} (0.000%)
latency average = 2.546 ms
tps = 3141.282718 (without initial connection time)
`;

test("pgbench's transactions; failed ones are none", () => {
  expect(throughput(pgbench(0))).toEqual({ transactions: 94_237, perSecond: 3141.282718 });
  expect(() => throughput(pgbench(3))).toThrow("3 transactions failed");
});

describe("a verification's seconds", () => {
  const evidence = (outcome: string) =>
    [
      JSON.stringify({
        file: "20260125-040000.json",
        text: JSON.stringify({
          outcome,
          reason: null,
          startedAt: "2026-01-25T04:00:00.000Z",
          finishedAt: "2026-01-25T04:00:20.000Z",
          assertions: [
            { id: "size-plausible", outcome: outcome === "pass" ? "pass" : "fail" },
            { id: "wal-gapless", outcome: "pass" },
          ],
          facts: { run: { recoverySeconds: { restore: 4, consistent: 0.5, replay: 1.25, writable: 0.25 } } },
        }),
      }),
      JSON.stringify({ files: 1, all: 7 }),
    ].join("\n");

  test("reading is what the recovery did not take", () => {
    expect(verificationSplit(evidence("pass"))).toEqual({
      ...{ restore: 4, consistent: 0.5, replay: 1.25, writable: 0.25 },
      ...{ reading: 14, whole: 20 },
    });
  });

  test("of one that did not pass there are none", () => {
    expect(() => verificationSplit(evidence("fail"))).toThrow("ended with fail: size-plausible");
  });
});
