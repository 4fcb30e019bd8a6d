import type { Entry, Info, Repository } from "./info";

/** An entry, judged. Intact is what has nothing known against it: whether it can be restored, a restore alone tells. */
export type Backup = Entry & Verdict;

export type Verdict =
  | { state: "intact"; reason: null }
  /** Its own files are bad or gone. */
  | { state: "damaged"; reason: string }
  /** Something else that it needs is bad or gone. */
  | { state: "unrestorable"; reason: string };

/** Key of a repository → names of the folders that it has for backups. Absent where its list cannot be trusted. */
export type Folders = ReadonlyMap<number, ReadonlySet<string>>;

/** BR3: what is known against a backup counts against all that build on it. */
export function judged({ entries, repositories }: Info, folders: Folders): Backup[] {
  const byPlace = new Map(entries.map((one) => [placeOf(one.repository, one.label), one]));

  /** @param seen labels on the way here: a list that names itself ends */
  function faultOf(repository: number, label: string, seen: string[] = []): string | null {
    const one = byPlace.get(placeOf(repository, label));
    if (!one || folders.get(repository)?.has(label) === false) return `parent ${label} is missing`;
    if (one.pageChecksumErrors) return `parent ${label} is damaged`;
    return seen.includes(label) ? null : inherited(one, [...seen, label]);
  }
  const inherited = (one: Entry, seen: string[]): string | null =>
    parentsOf(one).reduce<string | null>((found, label) => found ?? faultOf(one.repository, label, seen), null);

  return entries.map((one) => ({ ...one, ...verdict(one) }));

  function verdict(one: Entry): Verdict {
    if (folders.get(one.repository)?.has(one.label) === false)
      return { state: "damaged", reason: "its files are gone from the repository" };
    if (one.pageChecksumErrors) return { state: "damaged", reason: "page checksum errors" };
    const repository = repositories.find(({ key }) => key === one.repository);
    const reason = inherited(one, [one.label]) ?? (hasWal(one, repository) ? null : "its WAL is not in the archive");
    return reason === null ? { state: "intact", reason } : { state: "unrestorable", reason };
  }
}

/** As in `unrestorable: parent 20260125-020009F is missing`. */
export const stateText = ({ state, reason }: Verdict): string => (reason === null ? state : `${state}: ${reason}`);

const placeOf = (repository: number, label: string): string => `${repository}/${label}`;

/** All it needs, oldest first. */
export const parentsOf = ({ prior, references }: Entry): string[] => [...new Set([...references, ...(prior === null ? [] : [prior])])];

/** Its first and its last segment are within one of the archives; what is in between, the list does not tell. */
const hasWal = ({ wal }: Entry, repository: Repository | undefined): boolean =>
  repository?.archives.some(({ first, last }) => first <= wal.from && wal.to <= last) === true;
