import type { DockerInput } from "../../check";
import { references } from "../../checks/docker/images";
import { wantedPorts } from "../../checks/docker/ports";
import { withoutDockerfile } from "../build-folders";
import { folderFacts } from "../folders";
import { allOf, untilLate } from "../known";
import type { Senses } from "../senses";
import { diskFacts } from "./disk";
import { engineFacts } from "./engine";
import type { Disk, DockerFacts, Engine, PortFact } from "./facts";
import { containers, networks, presentImages, volumes } from "./inventory";
import { portFacts } from "./ports";
import { registryFacts } from "./registries";

/** Reaches nobody but the engine, unless an image has to be pulled and the stack is not air-gapped. */
export function dockerFacts({ needs, settings }: Pick<DockerInput, "needs" | "settings">, from: Senses): Promise<DockerFacts> {
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

  return allOf<DockerFacts>({
    engine,
    containers: known(containers(docker)),
    networks: known(networks(docker)),
    volumes: known(volumes(docker, needs.owner)),
    images: known(present),
    unbuildable: withoutDockerfile(
      needs.images.flatMap((image) => ("build" in image ? [image.build] : [])),
      project,
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
