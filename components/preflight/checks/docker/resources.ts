import { mebibytes } from "../../../platform/units";
import { bytesOf, shown } from "../../amounts";
import { orPass, pass, type Check, type DockerInput } from "../../check";
import type { EngineFacts } from "../../collect/docker/facts";
import type { Found } from "../../report";
import { withEngine } from "./with-engine";

const title = "Memory and processors";
/** A machine sold with 4 GB shows about 3.8: firmware and kernel keep a part. */
const tolerance = 0.9;

export const resources: Check<DockerInput> = {
  id: "resources",
  title,
  kinds: { "memory-too-small": "", "memory-overcommitted": "", "cpus-too-few": "" },
  requires: ["docker-engine", "permissions"],
  run: (input) => withEngine(input, title, (engine) => judge(input, engine)),
};

/** Asked of the engine, not of this machine: it may be another one, or be confined. */
function judge({ needs, settings }: DockerInput, { memory, cpus }: EngineFacts): Found[] {
  const configured = bytesOf(mebibytes(settings.memory));
  const requests = bytesOf(needs.memory.requests);
  const limits = bytesOf(needs.memory.limits);
  // The tolerance is for sizes people say, not for sums of what containers are promised.
  const least = Math.max(Math.floor(configured * tolerance), requests);
  const cores = Math.max(settings.cpus, Math.ceil(needs.cpu.requests / 1000));
  const why = requests > configured * tolerance ? "the sum of requests" : `ballast:preflight.memory is ${settings.memory}, less a tenth`;
  const fewer = "lower the requests of the stack, or use a larger machine";

  const problems: Found[] = [];
  if (memory < least)
    problems.push({
      level: "fail",
      id: "memory-too-small",
      title: "Too little memory",
      expected: `${shown(least)} (${why})`,
      found: shown(memory),
      fix: fewer,
    });
  else if (memory < limits)
    problems.push({
      level: "warn",
      id: "memory-overcommitted",
      title: "The memory limits add up to more than there is",
      expected: `${shown(limits)}, the sum of limits`,
      found: shown(memory),
      fix: "lower limits, or use a larger machine: under full load a container is killed",
    });
  if (cpus < cores)
    problems.push({
      level: "fail",
      id: "cpus-too-few",
      title: "Too few processors",
      expected: `${cores}${cores > settings.cpus ? " (the sum of requests)" : ""}`,
      found: String(cpus),
      fix: fewer,
    });
  return orPass(problems, () => pass(title, `${shown(least)} and ${cores}`, `${shown(memory)} and ${cpus}`));
}
