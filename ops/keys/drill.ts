import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../../components/secrets/generate";
import { evidenceFolder } from "../../services/drill/src/places";
import { runsFolder } from "../../services/drill/src/evidence/runs";
import { publicKeyOf } from "../../services/drill/src/evidence/signature";
import { cleaningUp } from "../../toolchain/processes";
import { lastLine, run } from "../../toolchain/run";
import { judged, type Found } from "../backup/evidence";
import { CommandError, exit } from "../exit";
import { drillArguments, drillInput, snapshotArguments, type DrillContainer, type SnapshotContainer } from "./drill-container";

interface Drill {
  /** Of `docker`. */
  words: (name: string) => string[];
  /** For its standard input. */
  input: (evidenceKey: string) => string;
  /** A new folder for what was found. */
  output: string;
  progress: (line: string) => void;
}

type Reported = Pick<Drill, "output" | "progress">;

/** Of the file beside the evidence. */
export const publicKeyName = "public-key.pem";

/** Verifies a backup of a repository, or the newest. @returns as `drilled` does */
export const drill = ({ passphrase, output, progress, ...container }: Omit<DrillContainer, "name"> & Reported & { passphrase: string }) =>
  drilled({
    words: (name) => drillArguments({ ...container, name }),
    input: (evidenceKey) => drillInput(passphrase, evidenceKey),
    output,
    progress,
  });

/** Verifies a snapshot of Redis. @returns as `drilled` does */
export const drillSnapshot = ({
  identity,
  output,
  progress,
  ...container
}: Omit<SnapshotContainer, "name"> & Reported & { identity: string }) =>
  drilled({
    words: (name) => snapshotArguments({ ...container, name }),
    input: (evidenceKey) => `${evidenceKey}\n${identity}\n`,
    output,
    progress,
  });

/**
 * Verifies in a container of its own, which is gone afterwards, also after Ctrl-C.
 * @returns the exit code of the verification, and its evidence
 * @throws CommandError when there is none
 */
function drilled({ words, input, output, progress }: Drill): Promise<{ code: number; found: Found }> {
  const name = `ballast-drill-${process.pid}-${Date.now()}`;
  const evidenceKey = generate(64);
  const remove = (): void => void spawnSync("docker", ["rm", "--force", "--volumes", name], { stdio: "ignore" });
  return cleaningUp(remove, async () => {
    const ran = await run("docker", words(name), { input: input(evidenceKey), listen: progress });
    mkdirSync(output);
    const copied = await run("docker", ["cp", `${name}:${runsFolder(evidenceFolder)}/.`, output]);
    const [file] = copied.code === 0 ? readdirSync(output) : [];
    if (file === undefined) throw new CommandError(`the drill left no evidence: ${lastLine(ran)}`, exit.couldNotAsk);
    const publicKey = publicKeyOf(evidenceKey);
    writeFileSync(join(output, publicKeyName), publicKey);
    return { code: ran.code, found: judged(file, readFileSync(join(output, file), "utf8"), publicKey) };
  });
}
