import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Query } from "../collect/query";
import { serverFacts } from "../collect/server";
import { Copy } from "../copy/copy";
import type { Target } from "../copy/settings";
import type { Engine } from "../engine/engine";
import type { Collected, Target as TargetFacts } from "../facts";
import type { Judgement } from "../judge";
import { run } from "../run";
import type { Boundary } from "../verify/boundary";
import { lookUp } from "../verify/look-up";
import { atTheManifest, Clock, healthOf } from "../verify/recover";
import { sidesOf } from "../verify/sides";
import { preloaded } from "../verify/verify";
import { handOver } from "./hand-over";
import { judgeRestored, unseen } from "./judge";
import { planOf } from "./plan";
import type { RestoreRequest } from "./request";

export interface RestoreArgs {
  request: RestoreRequest;
  /** The volume, claimed. */
  folder: string;
  /** How long one recovery may take. */
  patienceMs: number;
  progress: (text: string) => void;
  /** Hears of what broke in the program itself. */
  onDefect: (defect: Error) => void;
}

export interface Restored {
  timeline: number;
  seconds: Record<string, number>;
  judgement: Judgement;
}

/**
 * Restores a backup and brings it to its target, compares it on the way, and leaves it there for the stack's server, which recovers the rest.
 * @throws Error when it does not get there; what was seen is judged by the caller
 */
export async function restore(engine: Engine, { request, folder, patienceMs, progress, onDefect }: RestoreArgs): Promise<Restored> {
  const { label, repository } = request;
  const found = await lookUp(engine, repository, label);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  progress(`restoring backup ${label}`);
  const began = Date.now();
  await engine.restore(label, data, repository).catch((error: unknown) => tellingRoom(folder, error));
  const restoring = (Date.now() - began) / 1000;
  // The engine fetches WAL for restored data only.
  const plan = await planOf(engine, request, found);
  const copy = new Copy(folder, { patienceMs, preload: preloaded(found.manifest), timeline: plan.timeline });

  const clock = new Clock(copy);
  const atManifest = plan.compared ? await atTheManifest(copy, clock, found.manifest, progress) : { unknown: "the target is before it" };
  progress(`recovering to ${describe(plan.pause)} on timeline ${plan.timeline}`);
  await clock.recoverTo(plan.pause);
  const looking = Date.now();
  const seen = await copy.ask(async (query) => ({
    copy: { atManifest, databases: await healthOf(query), server: await serverFacts(query, "postgres") },
    target: plan.boundary ? await paused(query, plan.boundary) : null,
  }));
  const judgement = judgeRestored({ ...found, ...seen }, plan, onDefect);
  const checking = (Date.now() - looking) / 1000;

  progress("comparing every page with its checksum");
  await copy.stop();
  const pages = Date.now();
  await run("pg_checksums", ["--check", `--pgdata=${copy.data}`]);
  handOver(folder, plan.timeline, plan.target);
  return {
    timeline: plan.timeline,
    seconds: { restore: restoring, ...clock.seconds, checks: checking, checksums: (Date.now() - pages) / 1000 },
    judgement,
  };
}

/** What is free when nothing fits any more: less than one segment of WAL, in bytes. */
const full = 2 ** 24;

/** The engine names a file that it could not write, and not always why. @throws Error */
async function tellingRoom(folder: string, error: unknown): Promise<never> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= full) throw error;
  throw new Error(`No space left on device: ${bavail * bsize} bytes are free in the volume of the data`, { cause: error });
}

async function paused(query: Query, boundary: Boundary): Promise<Collected<TargetFacts>> {
  const [replayed] = await query("postgres", "SELECT extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000 AS at");
  const at = Date.parse(boundary.time);
  const transactions = await sidesOf(query, boundary);
  return { at, paused: { lastCommitAt: Number(replayed?.["at"]), transactions, lastBeat: unseen, beatsAfter: unseen }, latest: unseen };
}

const describe = (target: Target): string => (target === "newest" ? "the end" : "lsn" in target ? target.lsn : target.time);
