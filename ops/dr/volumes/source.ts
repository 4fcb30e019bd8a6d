import { start } from "../../../toolchain/processes";
import { lastLine, run } from "../../../toolchain/run";
import { CommandError, exit } from "../../exit";
import type { Place } from "../../keys/drill-container";
import { placeText } from "../../keys/place";
import { besideSource } from "./docker";

/** All entries of the folder but what a file system has of its own: the folder itself has an owner who may be another one in a copy. */
const entries = "find . -mindepth 1 -maxdepth 1 ! -name lost+found -print0";
const tar = (output: string): string => `cd /source && ${entries} | tar --null --files-from=- --create --file=${output}`;

/** One line that differs when the name or the content of any file in the folder does. */
export const digestScript = `find . -type f ! -path "./lost+found/*" ! -name "$1" -print0 | LC_ALL=C sort --zero-terminated | xargs --null --no-run-if-empty sha256sum | sha256sum`;

/** A place with files, as one stream that can be sent elsewhere. */
export class TarSource {
  constructor(
    private readonly place: Place,
    private readonly image: string,
  ) {}

  /** Bytes of the stream; what it takes is a look at the sizes of the files. */
  async size(): Promise<number> {
    const { output } = await this.ask(["sh", "-c", `${tar("/dev/null")} --totals`]);
    return Number(/^Total bytes written: (\d+)/m.exec(output)?.[1] ?? NaN);
  }

  async digest(): Promise<string> {
    return (await this.ask(["sh", "-c", `cd /source && ${digestScript}`, "sh", ""])).stdout;
  }

  /** @returns the stream, and what rejects when it does not come to its end */
  open() {
    const child = start("docker", [...besideSource(this.place), this.image, "sh", "-c", tar("-")]);
    const ended = new Promise<void>((resolve, reject) => {
      const failed = (why: string) => reject(new CommandError(`${placeText(this.place)} could not be read: ${why}`, exit.couldNotAsk));
      child.once("error", ({ message }) => failed(message));
      child.once("close", (code) => (code === 0 ? resolve() : failed(`tar ended with exit code ${code}`)));
    });
    return { stream: child.stdout!, ended };
  }

  private async ask(command: string[]) {
    const ran = await run("docker", [...besideSource(this.place), this.image, ...command]);
    if (ran.code !== 0) throw new CommandError(`${placeText(this.place)} could not be read: ${lastLine(ran)}`, exit.couldNotAsk);
    return ran;
  }
}
