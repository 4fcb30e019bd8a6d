import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aptInstall, canInstall } from "./apt";
import type { Engine, EngineMachine } from "./docker-engine";
import { timed } from "./progress";
import { onPath } from "./programs";
import { lastLine, run } from "./run";
import { Unavailable } from "./sources";
import type { Progress } from "./types";

const startLimitMs = 30_000;
const retryMs = 250;

export function dockerMachine(cache: string, progress: Progress): EngineMachine {
  return {
    host: process.env["DOCKER_HOST"] || undefined,
    root: process.getuid?.() === 0,
    installed: () => dockerd() !== undefined,
    canInstall: canInstall(),
    ask,
    start: () => timed(progress, "docker engine: start", 5, () => start(join(cache, "dockerd"))),
    install: () => timed(progress, "docker engine: install docker.io", 30, () => aptInstall(["docker.io", "iptables"], ["docker-cli"])),
  };
}

/** PATH of a plain user often lacks the folders of system programs. */
const dockerd = (): string | undefined => onPath("dockerd", `${process.env["PATH"]}:/usr/sbin:/usr/local/sbin`)[0];

async function ask(): Promise<Engine | Unavailable> {
  const answer = await run("docker", ["version", "--format", "{{.Server.Version}}"], { limitMs: 10_000 });
  return answer.code === 0 && answer.stdout ? { version: answer.stdout } : new Unavailable(lastLine(answer));
}

/** As a service where systemd runs; else by hand, with `dockerd.log` and `dockerd.pid` in `folder`. It outlives this process. */
async function start(folder: string): Promise<Engine | Unavailable> {
  if (existsSync("/run/systemd/system")) {
    const started = await run("systemctl", ["start", "docker"]);
    return started.code === 0 ? answers(() => undefined) : new Unavailable(`systemctl start docker: ${lastLine(started)}`);
  }
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "dockerd.log");
  const output = openSync(log, "w", 0o600);
  const daemon = spawn(dockerd()!, [], { detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  daemon.unref();
  writeFileSync(join(folder, "dockerd.pid"), String(daemon.pid));
  return answers(() => (daemon.exitCode === null ? undefined : `${readFileSync(log, "utf8").trim().split("\n").at(-1)} (${log})`));
}

/** Waits for the engine, but not for one that has `ended`. */
async function answers(ended: () => string | undefined): Promise<Engine | Unavailable> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const answer = await ask();
    if (!(answer instanceof Unavailable)) return answer;
    const why = ended();
    if (why !== undefined) return new Unavailable(why);
    if (Date.now() > deadline) return new Unavailable(`does not answer ${startLimitMs / 1000} s after its start: ${answer.reason}`);
    await sleep(retryMs);
  }
}
