import { createServer } from "node:net";
import { once } from "node:events";
import { randomInt } from "node:crypto";
import type { NewConfig } from "../dr/kept";
import { recover, type RecoverArgs, type Recovered } from "../dr/recover";
import { Progress } from "../dr/steps";
import type { RebuildRecord } from "./record";
import { scratchConfig } from "./scratch";

export type RebuildArgs = Omit<RecoverArgs, "situation" | "adapt" | "progress" | "force">;

/** Where Kubernetes has the ports of its nodes. */
const nodePorts = { first: 30_000, end: 32_768 };

/** Recovers into a stack that is not there yet; the caller destroys it, however that went. @returns what became of it */
export async function rebuild({ write, ...args }: RebuildArgs): Promise<RebuildRecord> {
  const started = new Date();
  const progress = new Progress(write);
  const port = await freePort();
  const adapt = (config: NewConfig): NewConfig =>
    scratchConfig(config, config.plain["ballast:platform"] === "kubernetes" ? randomInt(nodePorts.first, nodePorts.end) : port);
  const recovered = await recover({ ...args, write, situation: undefined, force: true, adapt, progress }).catch(
    (error: unknown) => error as Error,
  );
  return recordOf(started, new Date(), progress, recovered);
}

export function recordOf(started: Date, finished: Date, { done }: Pick<Progress, "done">, recovered: Recovered | Error): RebuildRecord {
  const seconds = (to: Date | string, from: Date | string) => (new Date(to).getTime() - new Date(from).getTime()) / 1000;
  const times = { startedAt: started.toISOString(), finishedAt: finished.toISOString() };
  const about = { version: 1, kind: "rebuild", ...times, steps: done } as const;
  if (recovered instanceof Error) {
    const nothing = { backup: null, snapshot: null, refused: [], rtoSeconds: null, rpoSeconds: null };
    return { ...about, ...nothing, outcome: "fail", reason: recovered.message };
  }
  const { backup, snapshot, refused, lastTransactionAt } = recovered;
  const rpoSeconds = lastTransactionAt === null ? null : seconds(started, lastTransactionAt);
  return { ...about, backup, snapshot, refused, outcome: "pass", reason: null, rtoSeconds: seconds(finished, started), rpoSeconds };
}

/** Of this machine's loopback; somebody else may take it before the stack does. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
