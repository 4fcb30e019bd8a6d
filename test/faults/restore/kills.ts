import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { archiveTimeout } from "../../../components/postgres/archive-rules";
import { percentile } from "../../../ops/bench/figures";
import { docker, eventually, inside } from "../../support/docker";
import { endSegments, sql } from "../stack";
import type { Workshop } from "../workshop";
import { startRestore, wholeRequest } from "./job";
import { answerOf } from "./server";

export interface KillResult {
  /** Rows whose commit the client was told of before the kill. */
  acknowledged: number;
  /** Of these, what the restored server has not got. */
  lost: number;
  /** RPO: seconds from the newest commit that is there to the kill; from the first one where none is there; 0 when nothing is lost. */
  rpoSeconds: number;
  /** RTO: seconds from the begin of the restore to the server's first answer. */
  rtoSeconds: number;
  /** What is wrong with the rows that are there; null when they are all up to one of them, and no other. */
  wrong: string | null;
}

/** Milliseconds between two commits. */
const pause = 50;

/** What is asked for after a restore. */
export async function createAcknowledged(prefix: string): Promise<void> {
  await sql(prefix, "CREATE TABLE acknowledged (run int, n int, PRIMARY KEY (run, n))");
  await endSegments(prefix);
}

/** @returns milliseconds that the server is written to before it is killed: any phase of the archive's timeout, the same for the same seed */
export function lifeOf(seed: string, run: number): number {
  const share = createHash("sha256").update(`${seed} ${run} life`).digest().readUInt32BE() / 2 ** 32;
  return Math.round(1000 + share * (archiveTimeout + 5) * 1000);
}

/** Kills the server under a client that writes, takes its volume for lost, and restores what its repository has. The server goes on afterwards. */
export async function killAndRestore(workshop: Workshop, seed: string, run: number): Promise<KillResult> {
  const server = `${workshop.prefix}-postgres`;
  const client = writing(server, run);
  await sleep(lifeOf(seed, run));
  await docker("kill", server);
  const killedAt = Date.now();
  const acknowledgedAt = await client;
  try {
    await workshop.ask("find /pgdata -mindepth 1 -delete");
    await workshop.heal();
    const began = Date.now();
    const { code, output } = await (await startRestore(workshop, wholeRequest(workshop))).ended;
    if (code !== 0) throw new Error(output);
    const found = await answerOf(workshop, `SELECT count(*), coalesce(max(n), 0) FROM acknowledged WHERE run = ${run}`);
    return judged(found, acknowledgedAt, killedAt, (Date.now() - began) / 1000);
  } finally {
    await docker("start", server);
    await eventually(`${server} answers`, 60, async () => (await inside(server, "pg_isready --quiet")).code === 0);
  }
}

/**
 * @param found count and greatest number of the rows that are there
 * @param acknowledgedAt when the client was told of each, in milliseconds since 1970
 */
export function judged(found: string, acknowledgedAt: number[], killedAt: number, rtoSeconds: number): KillResult {
  const [count = NaN, greatest = NaN] = found.split("|").map(Number);
  const acknowledged = acknowledgedAt.length;
  const lost = Math.max(0, acknowledged - greatest);
  const newest = acknowledgedAt[greatest - 1];
  const rpoSeconds = lost === 0 ? 0 : (killedAt - (newest ?? acknowledgedAt[0]!)) / 1000;
  // A commit that the client was not told of before the kill may be there.
  const isRight = count === greatest && greatest <= acknowledged + 1;
  return { acknowledged, lost, rpoSeconds, rtoSeconds, wrong: isRight ? null : `${found} of ${acknowledged} rows` };
}

/** Commits a row after the other until the server is gone. @returns when it was told of each, in milliseconds since 1970 */
async function writing(server: string, run: number): Promise<number[]> {
  const child = spawn("docker", ["exec", "--interactive", server, "psql", "-XAtq", "notes"], { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => undefined);
  const told: number[] = [];
  const write = (n: number): void => void child.stdin.write(`INSERT INTO acknowledged VALUES (${run}, ${n}) RETURNING n;\n`);
  child.stdout.on("data", () => {
    told.push(Date.now());
    setTimeout(write, pause, told.length + 1).unref();
  });
  write(1);
  await once(child, "close");
  return told;
}

/** @returns a line for people */
export function textOf({ acknowledged, lost, rpoSeconds, rtoSeconds, wrong }: KillResult): string {
  const loss = `RPO ${rpoSeconds.toFixed(1)} s, ${lost} of ${acknowledged} rows lost; RTO ${rtoSeconds.toFixed(1)} s`;
  return wrong === null ? `right  ${loss}` : `WRONG  ${loss}: ${wrong}`;
}

/** Seconds of work that may be lost in 99 of 100. */
const rpoTarget = 60;

/** @returns lines for people, and whether every restore was right and RPO within its target */
export function lossesOf(results: KillResult[]): { lines: string[]; isWithin: boolean } {
  const sorted = (of: (result: KillResult) => number) => Float64Array.from(results, of).sort();
  const [rpo, rto] = [sorted(({ rpoSeconds }) => rpoSeconds), sorted(({ rtoSeconds }) => rtoSeconds)];
  const text = (seconds: Float64Array) => [50, 99, 100].map((percent) => `${percentile(seconds, percent)} s`).join(", ");
  const wrong = results.filter((result) => result.wrong !== null).length;
  return {
    lines: [
      `RPO ${text(rpo)} (p50, p99, max; target p99 ${rpoTarget} s)`,
      `RTO ${text(rto)} (p50, p99, max)`,
      `${wrong} of ${results.length} wrong`,
    ],
    isWithin: wrong === 0 && percentile(rpo, 99) <= rpoTarget,
  };
}
