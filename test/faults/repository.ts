import { damage, type Fault, type Kind } from "./fault";

/** A class of the repository's files, in the words of the workshop's tools. */
interface FileClass {
  kind: Kind;
  files: string;
  /** As many files of another place, to be exchanged with. */
  sibling: string;
  /** What the program ends with, and what tells of it: the same for every damage, unless one is named. */
  told: Told & { [damage in Damage]?: Told };
}

interface Told {
  code?: number;
  by: string;
}

const damages = {
  "a byte flipped": ({ files }: FileClass) => `flip ${files}`,
  "cut in half": ({ files }: FileClass) => `shorten ${files}`,
  deleted: ({ files }: FileClass) => `rm ${files}`,
  "exchanged with its sibling's": ({ files, sibling }: FileClass) => `swap ${files} ${sibling}`,
};
type Damage = keyof typeof damages;

const pair = (file: string): string => `${file} ${file}.copy`;
const unreadable = { code: 4, by: "be read" };
/** Cut in half, it cannot be decrypted. */
const changed = { code: 4, by: "it was changed since it was written", "cut in half": unreadable };
const notRestored = { by: "restore-succeeded" };
const notReplayed = { by: "replayed-to-end" };

const classes: Record<string, FileClass> = {
  "list of backups, and its copy": {
    kind: "repository",
    files: pair("backup/main/backup.info"),
    sibling: pair("archive/main/archive.info"),
    told: unreadable,
  },
  "list of archives, and its copy": {
    kind: "repository",
    files: pair("archive/main/archive.info"),
    sibling: pair("backup/main/backup.info"),
    told: unreadable,
  },
  "engine's manifest, and its copy": {
    kind: "repository",
    files: pair("$incr/backup.manifest"),
    sibling: pair("$diff/backup.manifest"),
    told: { ...unreadable, "exchanged with its sibling's": notRestored },
  },
  "engine's manifest alone": {
    kind: "repository",
    files: "$incr/backup.manifest",
    sibling: "$diff/backup.manifest",
    told: { by: "metadata-of-this-backup", deleted: unreadable, "exchanged with its sibling's": notRestored },
  },
  "bundle of the full backup": { kind: "repository", files: "$full/bundle/1", sibling: "$full/bundle/2", told: notRestored },
  "bundle of the incremental backup": { kind: "repository", files: "$incr/bundle/1", sibling: "$diff/bundle/1", told: notRestored },
  "blocks that changed": { kind: "repository", files: '$(blocks "$incr")', sibling: '$(blocks "$diff")', told: notRestored },
  "blocks of the full backup": { kind: "repository", files: '$(blocks "$full")', sibling: "$full/bundle/1", told: notRestored },
  "label of the newest backup": {
    kind: "repository",
    files: "$incr/pg_data/backup_label.zst",
    sibling: "$diff/pg_data/backup_label.zst",
    told: notRestored,
  },
  "WAL segment of the backup": {
    kind: "WAL",
    files: '$(segment "$first")',
    sibling: "${wal[0]}",
    told: { by: "recovery-completed", deleted: { by: "wal-of-backup" } },
  },
  "WAL segment after the backup": {
    kind: "WAL",
    files: "${wal[-2]}",
    sibling: "${wal[0]}",
    told: { ...notReplayed, deleted: { by: "wal-to-newest" } },
  },
  "newest WAL segment": { kind: "WAL", files: "${wal[-1]}", sibling: "${wal[0]}", told: { by: "wal-newest-whole" } },
  "our manifest of the backup": {
    kind: "repository",
    files: "$own/manifest.json",
    sibling: "$before/manifest.json",
    told: { ...changed, deleted: { by: "manifest-of-this-backup" }, "exchanged with its sibling's": { by: "manifest-of-this-backup" } },
  },
  "our metadata of the backup": {
    kind: "repository",
    files: "$own/metadata.json",
    sibling: "$before/metadata.json",
    told: { ...changed, deleted: { by: "metadata-of-this-backup" }, "exchanged with its sibling's": { by: "metadata-of-this-backup" } },
  },
};

/** The archive does not know of a newest segment that is gone: that is found by the time since the newest that is there. */
const leavesNoTrace = "newest WAL segment: deleted";

export const fileFaults: Fault[] = Object.entries(classes)
  .flatMap(([file, each]) =>
    (Object.keys(damages) as Damage[]).map((what) => {
      const { code = 1, by } = each.told[what] ?? each.told;
      return damage(each.kind, `${file}: ${what}`, damages[what](each), code, by);
    }),
  )
  .filter(({ name }) => name !== leavesNoTrace);

/** As a server of its own would have made them, with the same passphrase. */
const otherCluster = `
setpriv --reuid=999 --regid=999 --groups=0 bash -c '
  initdb --pgdata=/tmp/other >/dev/null
  pgbackrest --stanza=main --repo1-path=/tmp/other-repository --pg1-path=/tmp/other --no-online --lock-path=/tmp/other-lock stanza-create
'`;

/** What is not about one file. */
export const wholeFaults: Fault[] = [
  damage("repository", "the full backup that others build on is gone", 'rm -r "$full"', 1, "restore-succeeded"),
  damage("repository", "the differential backup that the newest builds on is gone", 'rm -r "$diff"', 1, "restore-succeeded"),
  damage("repository", "the newest backup is gone, and still listed", 'rm -r "$incr"', 4, "the list of its files cannot be read"),
  damage(
    "repository",
    "list of backups as it was before the newest",
    "cp -a /older/backup/main/backup.info* backup/main",
    1,
    "backups-listed",
  ),
  damage("repository", "engine's manifest older than the backup", 'cp -a "$diff"/backup.manifest* "$incr"', 1, "restore-succeeded"),
  damage(
    "repository",
    "lists of another cluster",
    `${otherCluster}
     cp -a /tmp/other-repository/backup/main/* backup/main; cp -a /tmp/other-repository/archive/main/* archive/main; rm -r /tmp/other*`,
    4,
    "no backup",
  ),
  damage(
    "repository",
    "list of archives of another cluster",
    `${otherCluster}
     cp -a /tmp/other-repository/archive/main/* archive/main; rm -r /tmp/other*`,
    4,
    "be read",
  ),
  damage("repository", "no backup at all", "rm -r backup", 4, "no backup"),
  damage("repository", "no archive at all", "rm -r archive", 4, "be read"),
  damage("repository", "nothing in it", "find . -mindepth 1 -delete", 4, "be read"),
  damage("repository", "a file that cannot be read", 'chmod 000 "$full"/bundle/1; chown root "$full"/bundle/1', 1, "restore-succeeded"),
  damage("repository", "lists that cannot be read", "chmod 000 backup/main/*.info*", 4, "be read"),
  damage("repository", "a folder that cannot be read", "chown root:root archive/main; chmod 700 archive/main", 4, "be read"),
  damage("WAL", "gap of three segments", 'rm "${wal[@]: -4:3}"', 1, "wal-to-newest"),
  damage(
    "WAL",
    "expired though the backup needs it",
    'for each in "${wal[@]}"; do rm "$each"; [[ $each == *"$last"* ]] && break; done',
    1,
    "wal-of-backup",
  ),
  damage(
    "WAL",
    "nothing after the backup",
    'for each in "${wal[@]}"; do [[ $(basename "$each") < "$last-z" ]] || rm "$each"; done',
    1,
    "recovery-completed",
  ),
  damage(
    "WAL",
    "a segment with two contents",
    'cp -a "${wal[0]}" "${wal[-2]%-*}-0123456789012345678901234567890123456789.zst"',
    1,
    "wal-not-forked",
  ),
];
