import { mebibytes } from "../../../platform/units";
import { bytesOf, shown } from "../../amounts";
import { orPass, pass, withFact, type Check, type DockerInput } from "../../check";
import type { Disk } from "../../collect/docker/facts";
import type { Found } from "../../report";
import { withEngine } from "./with-engine";

const id = "disk";
const title = "Disk space";
/** Of the configured space: what has to stay free beside a stack whose volumes exist. */
const reserve = 0.1;

export const disk: Check<DockerInput> = {
  id,
  title,
  kinds: { "disk-too-small": "", "disk-low": "", "disk-unknown": "" },
  requires: ["docker-engine", "permissions"],
  run: (input) =>
    withEngine(input, title, () =>
      withFact(input.facts.volumes, id, title, (volumes) => withFact(input.facts.disk, id, title, (found) => judge(input, volumes, found))),
    ),
};

/**
 * Needed is the configured space, or the sizes of the volumes that do not exist yet where these are more. A stack whose volumes all
 * exist uses a part of that space itself: it needs the reserve, and less than configured is a warning.
 */
function judge({ needs, settings }: DockerInput, volumes: string[], { path, free, total }: Disk): Found[] {
  const missing = needs.volumes.filter(({ name }) => !volumes.includes(name));
  const configured = bytesOf(mebibytes(settings.disk));
  const planned = bytesOf(missing.reduce((sum, { size }) => sum + size, 0));
  const deployed = needs.volumes.length > 0 && missing.length === 0;
  const least = deployed ? configured * reserve : Math.max(configured, planned);
  const found = `${shown(free)} free of ${shown(total)} in ${path}`;
  const fix =
    "free space (`docker system prune`), move Docker's data-root to a larger disk, or lower ballast:preflight.disk or the storage of a store";
  const why = planned > configured ? `${missing.length} new volumes` : "ballast:preflight.disk";

  const problems: Found[] = [];
  if (free < least)
    problems.push({
      level: "fail",
      id: "disk-too-small",
      title: "Too little disk space for Docker",
      expected: `${shown(least)} free (${deployed ? "a tenth of ballast:preflight.disk, beside the stack's own data" : why})`,
      found,
      fix,
    });
  else if (free < configured)
    problems.push({
      level: "warn",
      id: "disk-low",
      title: "Disk space is getting low",
      expected: `${shown(configured)} free (ballast:preflight.disk)`,
      found,
      fix,
    });
  return orPass(problems, () => pass(title, `${shown(least)} free`, found));
}
