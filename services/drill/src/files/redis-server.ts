import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../run";
import type { KeyCount } from "./facts";
import type { Census } from "./metadata";

/** Sends one command. @returns the answer */
export type Ask = (...command: string[]) => Promise<string>;

/** The server ended before it had loaded its data. */
export class NotLoaded extends Error {}

/**
 * Works with a Redis server that nobody but this program can reach. It is a replica, of nobody: unlike others it keeps keys that have expired.
 * @param folder with the data to load
 * @throws NotLoaded
 */
export async function withRedis<T>(
  folder: string,
  { appendOnly, patienceMs }: { appendOnly: boolean; patienceMs: number },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const socket = join(folder, "redis.sock");
  const own = ["--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", folder, "--save", ""];
  const server = spawn("redis-server", [...own, "--appendonly", appendOnly ? "yes" : "no", "--replicaof", "127.0.0.1", "1"]);
  let said = "";
  let running = true;
  const hear = (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000));
  server.stdout.on("data", hear);
  server.stderr.on("data", hear);
  /** Why it ended, where that says nothing of the data. */
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      resolve();
    };
    server.on("close", (_code, signal) => {
      if (signal) failure = new Error(`Redis was ended by ${signal}`);
      end();
    });
    server.on("error", (error) => {
      failure = error;
      end();
    });
  });
  const ask: Ask = async (...command) => (await run("redis-cli", ["-s", socket, ...command])).toString().trim();
  try {
    const end = Date.now() + patienceMs;
    while ((await ask("PING").catch(() => "")) !== "PONG") {
      if (!running) throw failure ?? new NotLoaded(said.trim().split("\n").at(-1));
      if (Date.now() > end) throw new Error(`Redis did not load it within ${patienceMs / 1000} s`);
      await sleep(100);
    }
    return await work(ask);
  } finally {
    server.kill();
    await ended;
  }
}

/** @param script the one that counted them when the snapshot was made */
export async function keysOf(ask: Ask, script: string): Promise<KeyCount[]> {
  return keyCounts(JSON.parse(await ask("--eval", script)) as Census);
}

/** In the order of databases and types, however they were counted. */
export function keyCounts(census: Census): KeyCount[] {
  return Object.entries(census).flatMap(([database, { keys, expires, persistent }]) =>
    Object.entries({ all: keys, expiring: expires, ...persistent }).map(([type, keys]) => ({ database, type, keys })),
  );
}
