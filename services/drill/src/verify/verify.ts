import { Copy } from "../copy/copy";
import { assertions } from "../assertions";
import { defectIn } from "../defect";
import type { Engine, Repository } from "../engine/engine";
import type { Collected, Facts, Lsn, Manifest, Run, Unknown } from "../facts";
import { known } from "../collect/query";
import type { Evidence } from "../evidence/evidence";
import { CommandFailed } from "../run";
import { newestCommit, newestSegment, randomBoundary } from "./archive";
import { canWrite } from "./isolation";
import { reaches } from "../reaches";
import { CouldNotStart, noRoom } from "./could-not-start";
import { judged } from "./judged";
import { lookUp } from "./look-up";
import { momentsOf, recover, type Recovered } from "./recover";

export interface VerifyArgs {
  /** Whose backups these are. */
  store: string;
  repository: Repository;
  /** Its key may write, as a bucket's can: a try would prove nothing but that. */
  writable: boolean;
  /** @default the newest backup */
  label?: string;
  /** Where the copy goes; what is in it is removed, before and after. */
  folder: string;
  /** What was backed up: no connection to it may come about. */
  source: { host: string; port: number };
  /** The repository's passphrase, and where it came from. */
  key: { passphrase: string; from: Run["key"]["from"] };
  /** Of the random choices. */
  seed: string;
  limits: Run["limits"];
  /** How long one recovery may take. */
  patienceMs: number;
  progress: (text: string) => void;
}

/** Restores a backup, and judges what becomes of it. Whatever keeps it from that is evidence as well. */
export async function verify(engine: Engine, args: VerifyArgs): Promise<Evidence> {
  const { store, repository, seed, progress } = args;
  return judged(gatherFacts(engine, args), assertions, {
    about: { store, repository, seed },
    backup: (facts) => ("label" in facts.backup ? facts.backup.label : null),
    progress,
  });
}

/**
 * Restores a backup, brings the copy forward through everything it has to prove, and tells what was seen.
 * @throws CouldNotStart when nothing can be said of the backup
 */
async function gatherFacts(engine: Engine, args: VerifyArgs): Promise<Collected<Facts>> {
  const startedAt = Date.now();
  const { repository, progress, seed } = args;
  const { backup, archive, listing, segments, manifest, metadata } = await lookUp(engine, repository, args.label);
  const span = { repository, segments, first: backup.segments.stop, after: lastMoment(manifest) ?? backup.lsn.stop, seed };
  const isolation = await known(isolated(engine, args));
  const key = await known(keyFacts(engine, args));

  const copy = new Copy(args.folder, { patienceMs: args.patienceMs, preload: preloaded(manifest) });
  try {
    await copy.prepare();
    progress(`restoring backup ${backup.label}`);
    const restored = await restore(engine, backup.label, copy, repository);
    const restoredToo = restored.exitCode === 0;
    const boundary = restoredToo ? await randomBoundary(engine, span) : undefined;
    const newest = restoredToo ? await known(newestSegment(engine, repository, listing, archive.id)) : nothingRestored;
    const lost = restoredToo ? await known(lostSeconds(engine, repository, segments, startedAt)) : nothingRestored;
    const recovered = restoredToo ? await attempted(recover(copy, { manifest, boundary, progress })) : nothingRestored;
    return {
      backup,
      archive: { ...archive, newest },
      manifest,
      metadata,
      copy: part(recovered, "copy"),
      target: part(recovered, "target"),
      heartbeats: part(recovered, "heartbeats"),
      run: {
        couldNotStart: null,
        startedAt,
        requestedLabel: args.label ?? null,
        limits: args.limits,
        restore: { exitCode: restored.exitCode },
        recovery: "unknown" in recovered ? recovered.unknown : null,
        consistentAt: part(recovered, "consistentAt"),
        replayedTo: part(recovered, "replayedTo"),
        promotion: part(recovered, "promotion"),
        recoverySeconds: "unknown" in recovered ? recovered : { restore: restored.seconds, ...recovered.seconds },
        lostSeconds: lost,
        isolation,
        key,
      },
    };
  } finally {
    await copy.clear();
  }
}

const nothingRestored: Unknown = { unknown: "nothing was restored" };

/** @returns the age of the newest commit in the archive: what a loss at that moment would have cost */
async function lostSeconds(engine: Engine, repository: Repository, segments: string[], at: number): Promise<number> {
  const newest = await newestCommit(engine, repository, segments);
  if (!newest) throw new Error("no commit in the newest segments");
  return Math.max(0, (at - Number(newest.at / 1000n)) / 1000);
}

/** @throws CouldNotStart when there is no room: that says nothing of the backup */
async function restore(engine: Engine, label: string, copy: Copy, repository: Repository): Promise<{ exitCode: number; seconds: number }> {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  try {
    await engine.restore(label, copy.data, repository);
    return { exitCode: 0, seconds: seconds() };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    if (noRoom.test(error.said)) throw new CouldNotStart(`no room for the copy: ${error.message}`, { cause: error });
    return { exitCode: error.code ?? -1, seconds: seconds() };
  }
}

/** A recovery that does not get to its end is a failure, and everything after that is not known. */
async function attempted(recovery: Promise<Recovered>): Promise<Recovered | Unknown> {
  try {
    return await recovery;
  } catch (error) {
    if (defectIn(error)) throw error;
    const { message } = error as Error;
    if (noRoom.test(message)) throw new CouldNotStart(`no room for the copy: ${message}`, { cause: error });
    return { unknown: message };
  }
}

function part<K extends keyof Recovered>(recovered: Recovered | Unknown, name: K): Recovered[K] | Unknown {
  return "unknown" in recovered ? recovered : recovered[name];
}

async function isolated(engine: Engine, { source, repository, writable }: VerifyArgs): Promise<Run["isolation"]> {
  return {
    egress: (await reaches(source.host, source.port, 3000)) ? "open" : "refused",
    repositoryWrite: writable ? "not tried" : (await canWrite(engine, repository)) ? "done" : "refused",
  };
}

async function keyFacts(engine: Engine, { key: { passphrase, from }, repository }: VerifyArgs): Promise<Run["key"]> {
  return {
    from,
    opens: await engine.opensWith(passphrase, repository),
    wrongRefused: !(await engine.opensWith(`${passphrase}-and-more`, repository)),
  };
}

/** @returns the last place in the WAL that the manifest describes */
function lastMoment(manifest: Collected<Manifest> | null): Lsn | undefined {
  return momentsOf(manifest).at(-1)?.lsn;
}

/** @returns the libraries that the source had preloaded */
export function preloaded(manifest: Collected<Manifest> | null): string {
  if (!manifest || "unknown" in manifest || "unknown" in manifest.cluster || "unknown" in manifest.cluster.settings) return "";
  const setting = manifest.cluster.settings.find((each) => "name" in each && each.name === "shared_preload_libraries");
  return setting && "value" in setting && typeof setting.value === "string" ? setting.value : "";
}
