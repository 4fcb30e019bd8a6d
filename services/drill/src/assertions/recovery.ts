import { bytesOf, segmentBefore } from "../collect/segments";
import { check, fail, same, type Assertion } from "./assertion";
import { newestSegment } from "./lineage";

export const restoreSucceeded: Assertion = {
  id: "restore-succeeded",
  title: "pgBackRest restored the backup",
  judge: ({ run }) => same("exit code 0", `exit code ${run.restore.exitCode}`),
};

export const recoveryCompleted: Assertion = {
  id: "recovery-completed",
  title: "Recovery went through every place that it was to stop at, to the end of the archive",
  judge: ({ run }) => check(run.recovery === null, "recovered to the end", run.recovery ?? ""),
};

export const consistencyReached: Assertion = {
  id: "consistency-reached",
  title: "Recovery reached a consistent state, not before the backup's end",
  judge: ({ run: { consistentAt }, backup: { lsn } }) =>
    consistentAt === null
      ? fail(`consistent at ${lsn.stop} or later`, "never")
      : check(bytesOf(consistentAt) >= bytesOf(lsn.stop), `consistent at ${lsn.stop} or later`, consistentAt),
};

/** Postgres ends a recovery without an error at the first record that it cannot read. */
export const replayedToEnd: Assertion = {
  id: "replayed-to-end",
  title: "All WAL in the archive was replayed",
  judge: ({ run: { replayedTo }, archive }) => {
    const newest = newestSegment(archive);
    const reached = segmentBefore(replayedTo, archive.segmentBytes);
    return check(reached >= newest, `replayed into segment ${newest}`, `${replayedTo}, in segment ${reached}`);
  },
};

export const copyPromoted: Assertion = {
  id: "copy-promoted",
  title: "The copy ended its recovery",
  judge: ({ copy: { server } }) => check(!server.inRecovery, "not in recovery", "in recovery"),
};

export const copyWritable: Assertion = {
  id: "copy-writable",
  title: "The copy took a write",
  judge: ({ run: { promotion } }) => check(promotion.wrote, "a row written", "none"),
};
