import { broken, fine, skipped, type Cases } from "../case";

const label = "20261125-020000F_20261125-120000I";
const asked = "backup 20261125-020000F was asked for";

export const repositoryCases: Cases = {
  "repository-encrypted": [broken("no cipher", (f) => (f.backup.repository.cipher = "none"), "aes-256-cbc", "none")],
  "repository-good": [
    broken(
      "no valid backups",
      (f) => (f.backup.repository.status = { code: 2, message: "no valid backups" }),
      "status 0",
      "2: no valid backups",
    ),
  ],
  "chain-complete": [
    broken(
      "the differential backup is gone",
      (f) => {
        f.backup.chain[1]!.state = "missing";
        f.backup.references[1]!.state = "missing";
      },
      `a full backup, and all up to ${label}`,
      "missing: 20261125-020000F_20261125-110000D",
    ),
    broken(
      "files are in a backup that is gone",
      (f) => (f.backup.references[0]!.state = "missing"),
      `a full backup, and all up to ${label}`,
      "missing: 20261125-020000F",
    ),
    broken(
      "it does not begin with a full backup",
      (f) => f.backup.chain.shift(),
      `a full backup, and all up to ${label}`,
      `20261125-020000F_20261125-110000D (diff), ${label} (incr)`,
    ),
    broken(
      "it does not end with this one",
      (f) => f.backup.chain.pop(),
      `a full backup, and all up to ${label}`,
      "20261125-020000F (full), 20261125-020000F_20261125-110000D (diff)",
    ),
    broken("there is none", (f) => (f.backup.chain = []), `a full backup, and all up to ${label}`, ""),
  ],
  "chain-without-errors": [
    broken(
      "the full backup has page errors",
      (f) => (f.backup.chain[0]!.state = "page errors"),
      "no backup with page errors",
      "20261125-020000F",
    ),
    broken(
      "a backup that files are in has page errors",
      (f) => (f.backup.references[1]!.state = "page errors"),
      "no backup with page errors",
      "20261125-020000F_20261125-110000D",
    ),
    fine("one is missing: chain-complete says so", (f) => (f.backup.chain[0]!.state = "missing")),
  ],
  "backup-without-page-errors": [
    broken(
      "two files",
      (f) => (f.backup.pageErrors = { files: ["base/5/1259", "base/5/1249"] }),
      "no file with wrong page checksums",
      "base/5/1259; base/5/1249",
    ),
    broken(
      "more than are shown",
      (f) => (f.backup.pageErrors = { files: ["1", "2", "3", "4", "5", "6", "7"] }),
      "no file with wrong page checksums",
      "1; 2; 3; 4; 5; and 2 more",
    ),
    broken(
      "as many as are shown",
      (f) => (f.backup.pageErrors = { files: ["1", "2", "3", "4", "5"] }),
      "no file with wrong page checksums",
      "1; 2; 3; 4; 5",
    ),
    broken("not compared", (f) => (f.backup.pageErrors = null), "page checksums compared", "not compared"),
  ],
  "backup-stop-after-start": [
    broken(
      "it ended before it began",
      (f) => (f.backup.stoppedAt = f.backup.startedAt - 1000),
      "start ≤ stop ≤ verification",
      "start 2026-11-25T11:59:00.000Z, stop 2026-11-25T11:58:59.000Z, verification 2026-11-25T12:10:00.000Z",
    ),
    broken(
      "it ends in the future",
      (f) => (f.run.startedAt = f.backup.stoppedAt - 1000),
      "start ≤ stop ≤ verification",
      "start 2026-11-25T11:59:00.000Z, stop 2026-11-25T12:00:00.000Z, verification 2026-11-25T11:59:59.000Z",
    ),
    fine("all in one second", (f) => (f.backup.startedAt = f.run.startedAt = f.backup.stoppedAt)),
  ],
  "backups-listed": [broken("the newest is not", (f) => f.backup.unlisted.push("20261126-020000F"), "all on the list", "20261126-020000F")],
  "backup-newest": [
    broken("a newer one was left out", (f) => (f.backup.newestLabel = "20261126-020000F"), "20261126-020000F", label),
    skipped("somebody chose it", (f) => (f.run.requestedLabel = "20261125-020000F"), asked),
  ],
  "backup-recent": [
    broken("a second too old", (f) => (f.run.startedAt += 1000), "at most 600 s old", "601 s"),
    fine("a second younger", (f) => (f.run.startedAt -= 1000)),
    skipped("somebody chose it", (f) => (f.run.requestedLabel = "20261125-020000F"), asked),
    skipped("no limit", (f) => (f.run.limits = null), "a recovery sheet promises nothing"),
  ],
  "size-plausible": [
    broken(
      "a byte less than half",
      (f) => {
        f.backup.size.database = 49;
        f.backup.previous = { label: "P", database: 100, stored: 1 };
      },
      "between 50 and 1000 bytes, as P has 100",
      "49 bytes",
    ),
    broken(
      "a byte more than ten times",
      (f) => {
        f.backup.size.database = 1001;
        f.backup.previous = { label: "P", database: 100, stored: 1 };
      },
      "between 50 and 1000 bytes, as P has 100",
      "1001 bytes",
    ),
    fine("half", (f) => (f.backup.previous!.database = f.backup.size.database * 2)),
    fine("ten times", (f) => (f.backup.size.database = f.backup.previous!.database * 10)),
    skipped("the first", (f) => (f.backup.previous = null), "it is the first of its type"),
  ],
  "size-stored": [
    broken(
      "nothing was stored",
      (f) => (f.backup.size.stored = 0),
      "a database and a stored size above 0",
      "27091899 bytes, 0 of them stored",
    ),
    broken("there was nothing", (f) => (f.backup.size.database = 0), "a database and a stored size above 0", "0 bytes, 440 of them stored"),
    fine("a byte", (f) => (f.backup.size = { database: 1, stored: 1 })),
  ],
  "system-identifier-one": [
    broken(
      "the copy is of another cluster",
      (f) => (f.copy.server.systemId = "1"),
      "system identifier 7712195757287268375",
      "manifest 7712195757287268375, copy 1",
    ),
    broken(
      "the manifest is of another cluster",
      (f) => (f.manifest!.cluster.server.systemId = "1"),
      "system identifier 7712195757287268375",
      "manifest 1, copy 7712195757287268375",
    ),
    broken("no manifest", (f) => (f.manifest = null), "system identifier 7712195757287268375", "manifest none, copy 7712195757287268375"),
  ],
  "version-one": [
    broken("the copy is newer", (f) => (f.copy.server.version = "17.13"), "17.12 (Debian 17.12-0+deb13u1), backup of 17", "17.13"),
    broken(
      "the backup is of another version",
      (f) => (f.backup.postgresVersion = "16"),
      "17.12 (Debian 17.12-0+deb13u1), backup of 16",
      "17.12 (Debian 17.12-0+deb13u1)",
    ),
    broken("no manifest", (f) => (f.manifest = null), "none, backup of 17", "17.12 (Debian 17.12-0+deb13u1)"),
  ],
  "manifest-of-this-backup": [
    broken(
      "it is of another backup",
      (f) => (f.manifest!.label = "20261125-020000F"),
      `a manifest of ${label}, taken at 2026-11-25T12:00:00.000Z or later`,
      "of 20261125-020000F, taken at 2026-11-25T12:00:00.000Z",
    ),
    broken(
      "it was taken before the backup ended",
      (f) => (f.manifest!.takenAt -= 1),
      `a manifest of ${label}, taken at 2026-11-25T12:00:00.000Z or later`,
      `of ${label}, taken at 2026-11-25T11:59:59.999Z`,
    ),
    broken("there is none", (f) => (f.manifest = null), `a manifest of ${label}, taken at 2026-11-25T12:00:00.000Z or later`, "none"),
    fine("later", (f) => (f.manifest!.takenAt += 1)),
  ],
  "metadata-of-this-backup": [
    broken(
      "the list is another one",
      (f) => (f.metadata!.sha256.found = "0"),
      `metadata of ${label}, digest 2c26b46b68ffc68f`,
      `of ${label}, digest 0`,
    ),
    broken(
      "it is of another backup",
      (f) => (f.metadata!.label = "20261125-020000F"),
      `metadata of ${label}, digest 2c26b46b68ffc68f`,
      "of 20261125-020000F, digest 2c26b46b68ffc68f",
    ),
    broken("there is none", (f) => (f.metadata = null), `metadata of ${label}`, "none"),
  ],
};
