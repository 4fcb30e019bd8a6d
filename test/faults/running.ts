import { spawn } from "node:child_process";
import { once } from "node:events";
import { docker } from "../support/docker";

export interface Ended {
  code: number;
  output: string;
}

/** A container at work, which is gone when it ends. */
export class Running {
  readonly ended: Promise<Ended>;
  private output = "";
  private running = true;

  /** @param args of `docker run` */
  constructor(
    private readonly name: string,
    args: string[],
  ) {
    const child = spawn("docker", ["run", "--rm", "--name", name, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const read = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    this.ended = once(child, "close").then(([code]) => {
      this.running = false;
      return { code: (code as number | null) ?? -1, output: this.output };
    });
  }

  /** @throws Error when it ends, or five minutes have passed, before it says these words */
  async says(words: string): Promise<void> {
    const end = Date.now() + 300_000;
    while (!this.output.includes(words)) {
      if (!this.running || Date.now() > end) throw new Error(`it never said ${words}: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** @returns what it has said so far */
  get said(): string {
    return this.output;
  }

  /** @returns what a shell script in it prints */
  ask(script: string): Promise<string> {
    return docker("exec", this.name, "bash", "-c", script);
  }

  /** As Ctrl-C and an engine that stops do it. */
  async terminate(): Promise<Ended> {
    await docker("kill", "--signal=TERM", this.name);
    return this.ended;
  }

  /** With every process in it, at once. */
  async kill(): Promise<Ended> {
    await docker("kill", this.name);
    return this.ended;
  }
}
