import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judged, type Backup } from "../../../../ops/backup/chain";
import { parseInfo, type Info } from "../../../../ops/backup/info";

/**
 * What pgBackRest 2.55.1 said of a server with a full, a differential and two incremental backups (`healthy`), after a page of it was damaged
 * and two more were made (`damaged`), and with a second repository (`two-repositories`). Does not prove that it still says so: test/docker does.
 */
export const recording = (file: string): string => readFileSync(join(__dirname, "recordings", file), "utf8");

export const labels = {
  full: "20261125-193344F",
  differential: "20261125-193344F_20261125-193345D",
  incremental: "20261125-193344F_20261125-193346I",
  newest: "20261125-193344F_20261125-193347I",
  damaged: "20261125-193348F",
  onDamaged: "20261125-193348F_20261125-193349I",
};

export const infoOf = (file: string): Info => parseInfo(recording(file), "main");

/** Judged with every folder in place. */
export const backupsOf = (info: Info): Backup[] => judged(info, foldersOf(info));

export const foldersOf = ({ entries }: Info): Map<number, Set<string>> =>
  new Map([1, 2].map((key) => [key, new Set(entries.filter(({ repository }) => repository === key).map(({ label }) => label))]));
