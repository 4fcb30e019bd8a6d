import type { Fault } from "../fault";
import { damaged } from "./restore-fault";

const manifest = { target: "backup" } as const;

/** What is in the repository. */
export const damagedRestores: Fault[] = [
  damaged("bundle of the backup: a byte flipped", 'flip "$incr"/bundle/1', "pgbackrest restore"),
  damaged("bundle of the backup: cut in half", 'shorten "$incr"/bundle/1', "pgbackrest restore"),
  damaged("bundle of the backup: deleted", 'rm "$incr"/bundle/1', "pgbackrest restore"),
  damaged("bundle of the full backup: a byte flipped", 'flip "$full"/bundle/1', "pgbackrest restore"),
  damaged("blocks of the full backup: a byte flipped", 'flip "$(blocks "$full")"', "pgbackrest restore"),
  damaged("the full backup that it builds on is gone", 'rm -r "$full"', "pgbackrest restore"),
  damaged("the backup is expired, and gone from the list", "cp -a /older/backup/main/backup.info* backup/main", "not among"),
  damaged("the backup is gone, and still listed", 'rm -r "$incr"', "the list of its files cannot be read"),
  damaged("engine's manifest, and its copy: a byte flipped", 'flip "$incr"/backup.manifest "$incr"/backup.manifest.copy', "be read"),
  damaged("our manifest: a byte flipped", "flip $own/manifest.json", "it was changed since it was written"),
  damaged("our manifest: cut in half", "shorten $own/manifest.json", "be read"),
  damaged("our manifest: deleted, to the backup", "rm $own/manifest.json", "it has no manifest", {}, manifest),
  damaged("our manifest: exchanged with another backup's", "swap $own/manifest.json $before/manifest.json", "manifest-of-this-backup"),
  damaged("WAL segment of the backup: a byte flipped", 'flip "$(segment "$first")"', "the copy"),
  damaged("WAL segment of the backup: cut in half", 'shorten "$(segment "$first")"', "the copy"),
  damaged("WAL segment of the backup: deleted", 'rm "$(segment "$first")"', "the copy"),
  damaged("WAL segment after the backup: deleted", 'rm "${wal[-2]}"', "the copy"),
  damaged("WAL segment after the backup: a byte flipped", 'flip "${wal[-2]}"', "the copy"),
  damaged("newest WAL segment: a byte flipped", 'flip "${wal[-1]}"', "pgbackrest archive-get"),
  damaged("newest WAL segment: cut in half", 'shorten "${wal[-1]}"', "pgbackrest archive-get"),
  damaged(
    "segments of a timeline without its history",
    'f=${wal[-1]}; cp -a "$f" "$(dirname "$f")/00000002$(basename "$f" | cut -c9-)"',
    "timeline-history",
  ),
  damaged("nothing in the repository", "find . -mindepth 1 -delete", "be read"),
  damaged("no archive at all", "rm -r archive", "be read"),
  damaged("lists that cannot be read", "chmod 000 backup/main/*.info*; chown root backup/main/*.info*", "be read"),
  damaged("a folder that cannot be read", "chown root:root archive/main; chmod 700 archive/main", "be read"),
];
