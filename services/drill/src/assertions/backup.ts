import { check, iso, none, noPromise, same, skip, type Assertion } from "./assertion";

export const backupWithoutPageErrors: Assertion = {
  id: "backup-without-page-errors",
  title: "Page checksums were compared while the backup was made, and none was wrong",
  judge: ({ backup: { pageErrors } }) =>
    pageErrors === null
      ? check(false, "page checksums compared", "not compared")
      : none("no file with wrong page checksums", pageErrors.files),
};

export const backupStopAfterStart: Assertion = {
  id: "backup-stop-after-start",
  title: "The backup ended after it began, and before it was verified",
  judge: ({ backup: { startedAt, stoppedAt }, run }) =>
    check(
      startedAt <= stoppedAt && stoppedAt <= run.startedAt,
      "start ≤ stop ≤ verification",
      `start ${iso(startedAt)}, stop ${iso(stoppedAt)}, verification ${iso(run.startedAt)}`,
    ),
};

/** A list that was set back to an older one hides what is newest. */
export const backupsListed: Assertion = {
  id: "backups-listed",
  title: "Every complete backup in the repository is on its list of backups",
  judge: ({ backup: { unlisted } }) => none("all on the list", unlisted),
};

export const backupNewest: Assertion = {
  id: "backup-newest",
  title: "It is the newest backup that was verified",
  judge: ({ backup, run }) =>
    run.requestedLabel === null ? same(backup.newestLabel, backup.label) : skip(`backup ${run.requestedLabel} was asked for`),
};

export const backupRecent: Assertion = {
  id: "backup-recent",
  title: "The newest backup is as young as the schedule promises",
  judge: ({ backup, run }) => {
    if (run.requestedLabel !== null) return skip(`backup ${run.requestedLabel} was asked for`);
    if (run.limits === null) return noPromise;
    const age = Math.round((run.startedAt - backup.stoppedAt) / 1000);
    return check(age <= run.limits.backupAgeSeconds, `at most ${run.limits.backupAgeSeconds} s old`, `${age} s`);
  },
};
