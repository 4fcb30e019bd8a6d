import { join } from "node:path";
import type { Fault } from "../fault";
import type { Ended, Running } from "../running";
import { startRestore, wholeRequest } from "./job";
import { restoreFault } from "./restore-fault";

/** @param how it is ended, once it has said these words */
const interrupted = (name: string, words: string, how: (running: Running) => Promise<Ended>, code = 137): Fault =>
  restoreFault(name, { code, by: words }, async (workshop) => {
    const running = await startRestore(workshop, wholeRequest(workshop));
    await running.says(words);
    return how(running);
  });

const kill = (running: Running): Promise<Ended> => running.kill();

/** @param file that it is about to write when it is killed */
const killedAt = (name: string, file: string, words: string, record: "none" | "restored" = "none"): Fault =>
  restoreFault(name, { code: 137, by: words, record }, async (workshop) => {
    const around = ["--volume", `${join(__dirname, "../../support/kill-at.cjs")}:/kill-at.cjs:ro`, `--env=KILL_AT=${file}`];
    return (await startRestore(workshop, wholeRequest(workshop), { run: [...around, "--env=NODE_OPTIONS=--require /kill-at.cjs"] })).ended;
  });

/** @param program of which every process is killed, and the job not */
const without = (name: string, words: string, program: string, by: string): Fault =>
  restoreFault(name, { code: 1, by }, async (workshop) => {
    const running = await startRestore(workshop, wholeRequest(workshop));
    await running.says(words);
    await running.ask(`until pgrep --exact ${program} >/dev/null; do sleep 0.01; done; pkill -KILL --exact ${program}`);
    return running.ended;
  });

export const interruptedRestores: Fault[] = [
  killedAt("killed before it takes the volume", "restore.json.new", ""),
  killedAt("killed while it takes the volume", "restore.json", ""),
  interrupted("killed when it begins", "restoring backup", kill),
  interrupted("killed when pgBackRest begins", "restore command begin", kill),
  interrupted("killed while pgBackRest restores", "restore backup set", kill),
  interrupted("killed when pgBackRest has restored", "restore command end", kill),
  interrupted("killed while it recovers to the manifest", "where the manifest describes", kill),
  interrupted("killed while it recovers to the target", "on timeline 1", kill),
  interrupted("killed while it compares pages", "every page with its checksum", kill),
  killedAt("killed before it hands over", "recovery.conf", "every page with its checksum"),
  killedAt("killed while it hands over", "recovery.signal", "every page with its checksum"),
  killedAt("killed before its record is kept", "Z.json.new", "every page with its checksum"),
  interrupted("interrupted, as by Ctrl-C, while pgBackRest restores", "restore backup set", (running) => running.terminate(), 143),
  interrupted("interrupted, as by Ctrl-C, while it recovers", "on timeline 1", (running) => running.terminate(), 143),
  without("pgBackRest killed while it restores", "restore command begin", "pgbackrest", "ended with"),
  without("Postgres of the copy killed while it recovers", "on timeline 1", "postgres", "the copy"),
];
