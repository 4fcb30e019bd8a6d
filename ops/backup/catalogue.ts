import { z } from "zod";
import { historyOf } from "../../services/drill/src/collect/repository";
import type { Histories } from "../../services/drill/src/restore/timelines";
import { CommandError, exit } from "../exit";
import { judged, type Backup } from "./chain";
import { parseInfo, type Info, type Repository } from "./info";

/** Runs a program where the repositories are. @returns its standard output @throws CommandError when it could not be run, or failed */
export type Ask = (command: string[]) => Promise<string>;

export interface Catalogue {
  repositories: Repository[];
  /** Oldest first. */
  backups: Backup[];
}

/** Results alone on standard output. */
const quiet = ["--log-level-console=off", "--log-level-stderr=error", "--output=json"];

export const readInfo = async (ask: Ask, stanza: string, more: string[] = []): Promise<string> =>
  ask(["pgbackrest", `--stanza=${stanza}`, ...quiet, ...more, "info"]);

/** Every backup, and whether its files are there: pgBackRest's own list has a deleted one until the next backup. */
export async function readCatalogue(ask: Ask, stanza: string): Promise<Catalogue> {
  const info = parseInfo(await readInfo(ask, stanza), stanza);
  const folders = await Promise.all(
    trusted(info).map(async ({ key }): Promise<[number, Set<string>]> => [
      key,
      new Set((await inFolder(ask, key, `backup/${stanza}`)).keys()),
    ]),
  );
  return { repositories: info.repositories, backups: judged(info, new Map(folders)) };
}

/** Newest WAL of a repository: when it came there, ISO 8601; null where there is none. */
export async function newestWalAt(ask: Ask, stanza: string, { key, archives }: Repository): Promise<string | null> {
  const newest = archives.at(-1);
  if (!newest) return null;
  const files = await inFolder(ask, key, `archive/${stanza}/${newest.id}/${newest.last.slice(0, segmentFolder)}`);
  const time = [...files].find(([name]) => name.startsWith(`${newest.last}-`))?.[1].time;
  return time === undefined ? null : new Date(time * 1000).toISOString();
}

/** Timelines of a repository but the first: what each came from, and when it began. */
export async function readTimelines(ask: Ask, stanza: string, { key, archives }: Repository): Promise<Histories> {
  const newest = archives.at(-1);
  if (!newest) return [];
  const folder = `archive/${stanza}/${newest.id}`;
  const files = [...(await inFolder(ask, key, folder))].filter(([name]) => /^[0-9A-F]{8}\.history$/.test(name));
  return Promise.all(
    files.map(async ([name, { time }]) => ({
      ...historyOf(name, await ask(["pgbackrest", `--stanza=${stanza}`, `--repo=${key}`, "repo-get", `${folder}/${name}`])),
      ...(time !== undefined && { archivedAt: time * 1000 }),
    })),
  );
}

/** Characters of a segment's name that name its folder: timeline and log file. */
const segmentFolder = 16;

const listing = z.record(z.string(), z.object({ type: z.string(), /** Seconds since 1970. */ time: z.int().optional() }));

/** @param folder seen from the repository @returns what it has, by name */
async function inFolder(ask: Ask, repository: number, folder: string) {
  const output = await ask(["pgbackrest", ...quiet, `--repo=${repository}`, "repo-ls", folder]);
  const parsed = listing.safeParse(jsonOf(output));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  throw new CommandError(
    `could not ask pgBackRest what ${folder} of repository ${repository} has: ${z.prettifyError(parsed.error)}`,
    exit.couldNotAsk,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const trusted = ({ repositories }: Info): Repository[] => repositories.filter(({ problem }) => problem === null);
