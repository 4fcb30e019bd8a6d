import type { Collected, Moment, Unknown } from "../facts";
import { known } from "../collect/query";
import { reaches } from "../reaches";
import { canWriteInto } from "./examine";
import type { FileFacts } from "./facts";

export interface FilesArgs {
  /** The files. */
  folder: string;
  /** Where everything is decrypted and restored to; nothing else is in it. */
  copy: string;
  /** Path of the file with the key. */
  identity: string;
  /** What was backed up: no connection to it may come about. */
  source: { host: string; port: number };
  limits: FileFacts["run"]["limits"];
  /** How long one step may take. */
  patienceMs: number;
  progress: (text: string) => void;
}

export interface Observed {
  startedAt: Moment;
  /** The moment of which the oldest of the files holds the data. */
  dataFrom: Moment;
  recoverySeconds: Record<string, number>;
  wrongRefused: boolean | Unknown;
}

/** What the verification itself saw. */
export async function runFacts(
  args: FilesArgs,
  { startedAt, dataFrom, recoverySeconds, wrongRefused }: Observed,
): Promise<Collected<FileFacts["run"]>> {
  const { folder, limits, source } = args;
  const reached = await known(reaches(source.host, source.port, 3000).then((open) => (open ? "open" : "refused")));
  return {
    couldNotStart: null,
    startedAt,
    limits,
    recoverySeconds,
    lostSeconds: (startedAt - dataFrom) / 1000,
    isolation: { egress: reached, repositoryWrite: canWriteInto(folder) ? "done" : "refused" },
    key: { wrongRefused },
  };
}
