import type { AnyFacts } from "../../../src/facts";
import { broken, fine, skipped, type Cases } from "../case";

const noPromise = "a recovery sheet promises nothing";
const noSpan = "the archive has no span to choose a point in time from";

/** Of every verification. */
export const anyCases: Cases<AnyFacts> = {
  "wrong-key-refused": [broken("any key", (f) => (f.run.key.wrongRefused = false), "refused with another key", "opened")],
  "copy-has-no-egress": [broken("a way out", (f) => (f.run.isolation.egress = "open"), "refused", "open")],
  "repository-write-refused": [
    broken("written", (f) => (f.run.isolation.repositoryWrite = "done"), "refused", "done"),
    skipped("a bucket", (f) => (f.run.isolation.repositoryWrite = "not tried"), "the key of a bucket may write"),
  ],
};

export const runCases: Cases = {
  "key-opens": [broken("another key", (f) => (f.run.key.opens = false), "opened", "not opened")],
  "escrowed-key-opens": [
    broken("another sheet", (f) => (f.run.key.opens = false), "opened", "not opened"),
    skipped(
      "the stack's own key",
      (f) => (f.run.key.from = "stack"),
      "the key is the stack's own: ./ballast keys drill tries the one on the sheet",
    ),
  ],
  "restore-succeeded": [broken("pgBackRest failed", (f) => (f.run.restore.exitCode = 38), "exit code 0", "exit code 38")],
  "recovery-completed": [
    broken("it ended on the way", (f) => (f.run.recovery = "the copy ended"), "recovered to the end", "the copy ended"),
  ],
  "target-last-transaction": [
    broken("it went too short", (f) => (f.target!.paused.transactions.last = false), "committed", "missing"),
    skipped("no span", (f) => (f.target = null), noSpan),
  ],
  "target-next-transaction": [
    broken("it went too far", (f) => (f.target!.paused.transactions.next = true), "missing", "committed"),
    skipped("no span", (f) => (f.target = null), noSpan),
  ],
  "consistency-reached": [
    broken("never", (f) => (f.run.consistentAt = null), "consistent at 0/21000120 or later", "never"),
    broken("before the backup's end", (f) => (f.run.consistentAt = "0/2100011F"), "consistent at 0/21000120 or later", "0/2100011F"),
    fine("later, in the next four gigabytes", (f) => (f.run.consistentAt = "1/0")),
  ],
  "replayed-to-end": [
    broken(
      "it stopped where the newest segment begins",
      (f) => (f.run.replayedTo = "0/40000000"),
      "replayed into segment 64",
      "0/40000000, in segment 63",
    ),
    fine("to the end of the newest segment", (f) => (f.run.replayedTo = "0/41000000")),
    fine("beyond the segments that were listed", (f) => (f.run.replayedTo = "0/42000000")),
    fine("the old timeline went further", (f) => (f.archive.ranges[0]!.last = 0x90)),
    broken(
      "a timeline without a segment, before its beginning",
      (f) => {
        f.archive.ranges.pop();
        f.run.replayedTo = "0/2F000000";
      },
      "replayed into segment 47",
      "0/2F000000, in segment 46",
    ),
    fine("a timeline without a segment, at its beginning", (f) => {
      f.archive.ranges.pop();
      f.run.replayedTo = "0/30000000";
    }),
  ],
  "copy-promoted": [broken("it waits", (f) => (f.copy.server.inRecovery = true), "not in recovery", "in recovery")],
  "copy-writable": [broken("it refused", (f) => (f.run.promotion.wrote = false), "a row written", "none")],
  "target-reached": [
    broken(
      "it went further",
      (f) => (f.target!.paused.lastCommitAt += 1),
      "last commit at 2026-11-25T12:05:00.000Z or before",
      "2026-11-25T12:05:00.001Z",
    ),
    fine("before", (f) => (f.target!.paused.lastCommitAt -= 1)),
    skipped("no target", (f) => (f.target = null), noSpan),
  ],
  "target-before": [
    broken("two are missing", (f) => (f.target!.paused.lastBeat!.beat = 298), "heartbeat 299 or later", "heartbeat 298"),
    broken("all are missing", (f) => (f.target!.paused.lastBeat = null), "heartbeat 299 or later", "none"),
    broken("there never was one", (f) => (f.target!.latest.lastBeatBefore = null), "heartbeat Infinity or later", "heartbeat 299"),
    broken(
      "there is none at all",
      (f) => (f.target!.latest.lastBeatBefore = f.target!.paused.lastBeat = null),
      "heartbeat Infinity or later",
      "none",
    ),
    fine("all are there", (f) => (f.target!.paused.lastBeat!.beat = 300)),
    skipped("no target", (f) => (f.target = null), noSpan),
  ],
  "target-after-absent": [
    broken("one is there", (f) => (f.target!.paused.beatsAfter = 1), "no heartbeat after the target", "1"),
    skipped("no target", (f) => (f.target = null), noSpan),
  ],
  "target-after-arrives": [
    broken("none comes", (f) => (f.target!.latest.nextTransaction = false), "the next transaction committed", "missing"),
    skipped("no target", (f) => (f.target = null), noSpan),
  ],
  "heartbeats-gapless": [
    broken("one is missing", (f) => (f.heartbeats.count = 599), "600 from 1 to 600", "599"),
    broken("one is there twice", (f) => (f.heartbeats.count = 601), "600 from 1 to 600", "601"),
    broken("there is none", (f) => (f.heartbeats = { first: null, last: null, count: 0 }), "heartbeats", "none"),
    broken("no first", (f) => (f.heartbeats.first = null), "heartbeats", "none"),
    broken("no last", (f) => (f.heartbeats.last = null), "heartbeats", "none"),
    fine("old ones were removed", (f) => (f.heartbeats = { first: { beat: 500, at: 0 }, last: { beat: 600, at: 0 }, count: 101 })),
  ],
  "recovery-time-split": [
    broken("a clock went back", (f) => (f.run.recoverySeconds.replay = -1), "0 s or more for each part", "replay: -1 s"),
  ],
  "recovery-time-objective": [
    broken("a second too long", (f) => (f.run.recoverySeconds.consistent = 1), "at most 1800 s", "1801 s"),
    fine("a second less", (f) => (f.run.recoverySeconds.writable = 199)),
    skipped("no limit", (f) => (f.run.limits = null), noPromise),
  ],
  "recovery-point-objective": [
    broken("a second too many", (f) => (f.run.lostSeconds = 61), "0 to 60 s", "61 s"),
    broken("rows from the future", (f) => (f.run.lostSeconds = -1), "0 to 60 s", "-1 s"),
    fine("nothing lost", (f) => (f.run.lostSeconds = 0)),
    skipped("no limit", (f) => (f.run.limits = null), noPromise),
  ],
  "copy-archives-nothing": [
    broken("it archives", (f) => (f.copy.server.settings.archiveMode = "on"), "archive_mode off", "archive_mode on"),
  ],
  "copy-listens-nowhere": [
    broken("it listens", (f) => (f.copy.server.settings.listenAddresses = "*"), "listen_addresses ''", "listen_addresses '*'"),
  ],
  "copy-runs-no-jobs": [
    broken(
      "a scheduler",
      (f) => (f.copy.server.foreignProcesses = ["TimescaleDB Background Worker Scheduler"]),
      "only the server's own processes",
      "TimescaleDB Background Worker Scheduler",
    ),
  ],
  "copy-has-no-slots": [broken("one", (f) => (f.copy.server.replicationSlots = ["standby_1"]), "none", "standby_1")],
  "copy-subscribes-to-nothing": [
    broken("one", (f) => (f.copy.databases[1]!.enabledSubscriptions = ["from_shop"]), "none enabled", "postgres: from_shop"),
  ],
};
