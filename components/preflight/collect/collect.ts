import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckInput } from "../check";
import { references } from "../checks/images";
import { wantedPorts } from "../checks/ports";
import type { Disk, Engine, Facts, Known, PortFact } from "../facts";
import { diskFacts } from "./disk";
import { dockerCommand, type Docker } from "./docker";
import { engineFacts } from "./engine";
import { folderFacts } from "./folders";
import { containers, networks, presentImages, volumes } from "./inventory";
import { portFacts } from "./ports";
import { openConnection, registryFacts, type Connect } from "./registries";

/** What is seen through; tests put other eyes in. */
export interface Senses {
  docker: Docker;
  connect: Connect;
  env: NodeJS.ProcessEnv;
  /** Folder of the project. */
  project: string;
  /** Milliseconds from the start after which a fact that is still out counts as unknown. */
  limit: number;
}

/** The whole preflight promises three seconds. */
const limit = 2500;

export function senses(): Senses {
  return { docker: dockerCommand(limit), connect: openConnection, env: process.env, project: process.cwd(), limit };
}

/**
 * Everything the checks judge, gathered side by side. Looks only, and reaches nobody but the engine, unless an image has to be pulled
 * and the stack is not air-gapped.
 */
export function collect({ needs, settings }: Pick<CheckInput, "needs" | "settings">, from: Senses): Promise<Facts> {
  const { docker, connect, env, project } = from;
  const known = untilLate(from.limit);
  const wanted = references(needs);
  const engine = known(engineFacts(docker)).then((found) =>
    "value" in found ? found.value : { state: "unknown" as const, reason: found.error },
  );
  const present = presentImages(docker, wanted);
  const pulled = async (): Promise<string[]> => {
    const found = await engine;
    if (settings.airGapped || found.state !== "answers" || found.indirect) return [];
    const there = await present;
    return wanted.filter((reference) => !there.includes(reference));
  };

  return allOf<Facts>({
    engine,
    containers: known(containers(docker)),
    networks: known(networks(docker)),
    volumes: known(volumes(docker, needs.owner)),
    images: known(present),
    unbuildable: needs.images.flatMap((image) =>
      "build" in image && !existsSync(join(project, image.build, "Dockerfile")) ? [image.build] : [],
    ),
    disk: known(engine.then(diskOf)),
    ports: known(engine.then((found) => portsOf(found, wantedPorts({ needs, settings })))),
    folders: folderFacts(env, project),
    registries: known(pulled().then((references) => registryFacts(references, connect, from.limit / 2))),
  });
}

const elsewhere = "the engine runs on another machine, which cannot be looked at from here";

function diskOf(engine: Engine): Promise<Disk> {
  if (engine.state !== "answers") throw new Error(engine.reason);
  if (engine.elsewhere) throw new Error(elsewhere);
  return diskFacts(engine.rootDir);
}

function portsOf(engine: Engine, wanted: { address: string; port: number }[]): Promise<PortFact[]> {
  if (engine.state === "answers" && engine.elsewhere) throw new Error(elsewhere);
  return portFacts(wanted);
}

/** @returns what turns a promise into a fact: its value, why it failed, or that it took too long. One clock for all of them. */
function untilLate(milliseconds: number): <T>(promise: Promise<T>) => Promise<Known<T>> {
  const late = sleep(milliseconds, { error: `no answer within ${milliseconds / 1000} s` }, { ref: false });
  return (promise) =>
    Promise.race([
      promise.then(
        (value) => ({ value }),
        (error: Error) => ({ error: error.message }),
      ),
      late,
    ]);
}

async function allOf<T extends object>(parts: { [K in keyof T]: T[K] | Promise<T[K]> }): Promise<T> {
  const entries = await Promise.all(Object.entries(parts).map(async ([key, part]) => [key, await part] as const));
  return Object.fromEntries(entries) as T;
}
