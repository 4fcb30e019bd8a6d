import { join } from "node:path";
import type { Fault } from "../fault";
import type { Ended, Running } from "../running";
import { partsOf } from "../stack";
import type { Around, Workshop } from "../workshop";
import { startRestore, wholeRequest } from "./job";
import { restoreFault, type Expected } from "./restore-fault";

/** Where the copies of these are the server's own. */
const given = ["/pgdata", "/repository"];

/** Starts the stack's server on what was restored, as a generation of its own; it archives into the workshop's repository. */
export async function startServer(workshop: Workshop, { run = [], without = [] }: Around = {}): Promise<Running> {
  const server = await partsOf(workshop.prefix, "postgres");
  const its = Object.entries(server.volumes).filter(([folder]) => !given.includes(folder));
  return workshop.start(
    { ...server, env: [...server.env, "POSTGRES_GENERATION=2"] },
    "none",
    [
      ...given.filter((folder) => !without.includes(folder)).flatMap((folder) => ["--volume", `${workshop.volume(folder)}:${folder}`]),
      ...its.flatMap(([folder, volume]) => ["--volume", `${volume}:${folder}:ro`]),
      ...["--tmpfs=/run/postgresql:mode=1777", ...run],
    ],
    ["postgres-start"],
  );
}

/** Starts it, and asks it once it serves the stack. @returns what psql prints */
export async function answerOf(workshop: Workshop, sql: string, database = "notes"): Promise<string> {
  const server = await startServer(workshop);
  try {
    await server.says("\n");
    return await server.ask(
      `until [ -s /pgdata/roles.sha256 ] && pg_isready --quiet; do sleep 0.1; done; psql -XAtq --command "${sql}" ${database}`,
    );
  } catch (error) {
    throw new Error(`the server on the restored volume: ${server.said}`, { cause: error });
  } finally {
    await server.kill().catch(() => undefined);
  }
}

/** It has what the backup has, nothing that came later, and takes writes. */
async function isRight(workshop: Workshop): Promise<void> {
  const later = `SELECT count(*) FROM later WHERE than = '${workshop.label}'`;
  const found = await answerOf(workshop, `CREATE TABLE written (); SELECT count(*), (${later}) FROM big`);
  if (found !== "30000|0") throw new Error(`the server on the restored volume has ${found}`);
}

async function restored(workshop: Workshop): Promise<void> {
  const { code, output } = await (await startRestore(workshop, { ...wholeRequest(workshop), target: "backup" })).ended;
  if (code !== 0) throw new Error(output);
}

/** @param happen to a server on a restored volume; the next one on it must be right, and no restore may write to what it left */
const serverFault = (name: string, by: string, code: number, happen: (workshop: Workshop) => Promise<Ended>): Fault =>
  restoreFault(`server: ${name}`, { code, by, record: "restored", next: "refuses" }, async (workshop) => {
    await restored(workshop);
    const seen = await happen(workshop);
    await isRight(workshop);
    return seen;
  });

const killedWhen = (name: string, words: string): Fault =>
  serverFault(name, words, 137, async (workshop) => {
    const server = await startServer(workshop);
    await server.says(words);
    return server.kill();
  });

/** One that starts all the same would run for ever. */
async function refusal(workshop: Workshop): Promise<Ended> {
  const server = await startServer(workshop);
  const late = setTimeout(() => void server.kill(), 30_000);
  return server.ended.finally(() => clearTimeout(late));
}

const refused: Expected = { code: 1, by: "was not restored to its end", record: "none" };

/** The moment in which Postgres has forgotten that it recovers, and its new timeline is not on disk. */
const killedAtPromotion = serverFault("killed when recovery.signal is gone", "recovering", 137, async (workshop) => {
  const server = await startServer(workshop);
  await server.says("recovering");
  await server.ask("while [ -e /pgdata/data/recovery.signal ]; do :; done; pkill -KILL postgres").catch(() => undefined);
  return server.ended;
});

/** The hand-over: what the stack's server does with what was restored. */
export const serverFaults: Fault[] = [
  restoreFault("server: started on an empty volume", refused, async (workshop) => refusal(workshop)),
  restoreFault("server: started on a volume that is half restored", refused, async (workshop) => {
    const job = await startRestore(workshop, wholeRequest(workshop));
    await job.says("restore command end");
    await job.kill();
    return refusal(workshop);
  }),
  restoreFault("server: started on a volume that was handed over, and not finished", refused, async (workshop) => {
    const around = ["--volume", `${join(__dirname, "../../support/kill-at.cjs")}:/kill-at.cjs:ro`, "--env=KILL_AT=Z.json.new"];
    const job = await startRestore(workshop, wholeRequest(workshop), { run: [...around, "--env=NODE_OPTIONS=--require /kill-at.cjs"] });
    await job.ended;
    return refusal(workshop);
  }),
  killedWhen("killed when it begins to recover", "recovering"),
  killedWhen("killed while it recovers", "redo starts at"),
  killedWhen("killed when it has a new timeline", "archive recovery complete"),
  killedAtPromotion,
  killedWhen("killed while it sets its roles", "setting the administrator's password"),
  serverFault(
    "started while the repository is away",
    "the backup repository cannot be used",
    1,
    async (workshop) => (await startServer(workshop, { without: ["/repository"] })).ended,
  ),
];
