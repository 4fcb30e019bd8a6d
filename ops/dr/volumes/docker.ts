import { spawnSync } from "node:child_process";
import { allCapabilities, noNewPrivileges } from "../../../components/platform/docker/rules/confinement";
import { repositoryFolder as folder } from "../../../services/drill/src/places";
import { cleaningUp } from "../../../toolchain/processes";
import { lastLine, run } from "../../../toolchain/run";
import { CommandError, exit } from "../../exit";
import { mountOf, type Place } from "../../keys/drill-container";
import { placeText } from "../../keys/place";
import { unfinished, type Filling, type Volumes } from "./volumes";

const sourceFolder = "/source";

/** Fills an empty volume, or goes on with one that was being filled; then every file is compared. What has an end is compared alone. */
const script = `set -eu
mark=${folder}/${unfinished}
if [ -z "$(ls -A ${folder})" ]; then : >"$mark"; fi
if [ -e "$mark" ]; then cp -a ${sourceFolder}/. ${folder}/; fi
diff --recursive --brief --no-dereference --exclude=${unfinished} ${sourceFolder} ${folder} >&2
rm -f "$mark"`;

/** A file that goes away meanwhile is none that was kept. With 1, tar tells of that alone. */
const liveScript = `set -u
tar --directory=${sourceFolder} --create --file=- . | tar --directory=${folder} --extract --file=-
codes="\${PIPESTATUS[*]}"
[ "$codes" = "0 0" ] || [ "$codes" = "1 0" ]`;

/** `docker run` with a place at /source: a container that reaches nobody. */
export const besideSource = (place: Place): string[] => [
  ...["run", "--rm", "--init", "--network", "none", "--read-only", "--cap-drop", allCapabilities, "--security-opt", noNewPrivileges],
  ...["--mount", mountOf(place, sourceFolder)],
];

/** Volumes of this machine's engine. Where a place is the volume of the stack already, it stays as it is. */
export class DockerVolumes implements Volumes {
  constructor(
    private readonly image: string,
    private readonly prefix: string,
  ) {}

  async check(fillings: Filling[]): Promise<string> {
    for (const { volume } of fillings) {
      const target = this.named(volume);
      const label = await labelOf(target);
      if (label === undefined || label === this.prefix) continue;
      throw new CommandError(
        `volume ${target}: got the label ballast.stack=${JSON.stringify(label)}, allowed is ${this.prefix}: the deployment would replace the volume\n` +
          "Fix: copy what is in it into a volume of another name, remove this one, and give the other one",
        exit.usage,
      );
    }
    return "Docker";
  }

  async fill(fillings: Filling[]): Promise<string> {
    const done: string[] = [];
    for (const filling of fillings) done.push(await this.fillOne(filling));
    return done.join("; ");
  }

  private async fillOne({ place, volume, live }: Filling): Promise<string> {
    const target = this.named(volume);
    if ("volume" in place && place.volume === target) return `${target} is in its place`;
    if ((await labelOf(target)) === undefined) await must(["volume", "create", "--label", `ballast.stack=${this.prefix}`, target]);
    const mount = `type=volume,source=${target},target=${folder}`;
    await must(
      [...besideSource(place), "--mount", mount, this.image, "bash", "-c", live ? liveScript : script],
      `\nFix: where volume ${target} holds something else, give the stack another name with --stack`,
    );
    return `${placeText(place)} copied into ${target}${live ? "" : ", and compared"}`;
  }

  private named(volume: string): string {
    return `${this.prefix}-${volume}`;
  }
}

/** @returns undefined where there is no such volume, and "" where it has no label */
async function labelOf(volume: string): Promise<string | undefined> {
  const asked = await run("docker", ["volume", "inspect", "--format", '{{index .Labels "ballast.stack"}}', volume]);
  return asked.code === 0 ? asked.stdout : undefined;
}

async function must(args: string[], fix = ""): Promise<void> {
  const name = `ballast-copy-${process.pid}`;
  const [command = "", ...rest] = args;
  const remove = (): void => void (command === "run" && spawnSync("docker", ["rm", "--force", name], { stdio: "ignore" }));
  const ran = await cleaningUp(remove, () => run("docker", command === "run" ? [command, "--name", name, ...rest] : args));
  if (ran.code !== 0) throw new CommandError(`could not fill a volume: ${lastLine(ran)}${fix}`, exit.couldNotAsk);
}
