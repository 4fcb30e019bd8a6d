import { detected, toldBy, type Fault } from "./fault";
import { createAcknowledged, killAndRestore, type KillResult } from "./restore/kills";
import { commitRows, pointsIn, tryPoint, type PointResult } from "./restore/points";
import { BackedUpStack, drill, newestBackup, sql, writeLoad } from "./stack";
import { Workshop, type Seen } from "./workshop";

export interface Result {
  name: string;
  detected: boolean;
  seconds: number;
  /** What became of it: for people. */
  told: string;
}

const killsPerBackup = 10;

/** A real stack with a chain of backups, and a workshop beside it. */
export class Lab {
  private readonly stack = new BackedUpStack();
  private workshop!: Workshop;
  private prefix!: string;
  /** Label of the backup at the end of the chain. */
  private newest!: string;

  /** The workshop keeps what the repository was before the newest backup. */
  async open(): Promise<void> {
    this.prefix = await this.stack.create();
    this.workshop = new Workshop(this.prefix);
    await this.workshop.open();
    await this.backUp();
  }

  /** Faults of backups leave others behind: on top of these, a chain as all the other faults expect it. */
  private async freshChain(): Promise<void> {
    await this.workshop.fresh();
    if (this.workshop.label === this.newest) return;
    await this.backUp("differential");
    await this.backUp();
    await this.workshop.fresh();
  }

  /** Something to change the stored blocks of, in a table that is too big to be bundled. */
  private async changeBlocks(): Promise<void> {
    await sql(this.prefix, "UPDATE big SET text = lower(text) WHERE n BETWEEN 9000 AND 9300");
  }

  async try(fault: Fault): Promise<Result> {
    const started = Date.now();
    await this.freshChain();
    const seen = await fault.happen(this.workshop);
    return { name: fault.name, detected: detected(fault, seen), seconds: secondsSince(started), told: shortly(seen) };
  }

  /** Verifies what the stack has now. */
  async verifyHealthy(seed: string): Promise<Seen & { seconds: number }> {
    const started = Date.now();
    await this.workshop.fresh();
    return { ...(await this.workshop.verify({ seed })), seconds: secondsSince(started) };
  }

  /** Commits rows, and restores to so many random times between two of them. */
  async *points(seed: string, count: number): AsyncGenerator<PointResult> {
    const points = pointsIn(await commitRows(this.prefix), seed, count);
    await this.workshop.fresh();
    for (const point of points) yield tryPoint(this.workshop, point);
  }

  /** Kills the server that often, each time under a client that writes, and restores what the repository has. */
  async *kills(seed: string, count: number): AsyncGenerator<KillResult> {
    await createAcknowledged(this.prefix);
    for (let run = 1; run <= count; run++) {
      if (run % killsPerBackup === 1) await this.freshBackup();
      yield killAndRestore(this.workshop, seed, run);
    }
  }

  /** So that there is no more to replay than in a stack that is backed up. */
  private async freshBackup(): Promise<void> {
    await this.backUp();
    await this.workshop.fresh();
  }

  writeLoad(): Promise<void> {
    return writeLoad(this.prefix);
  }

  /** Another backup in the chain. */
  async backUp(type = "incremental"): Promise<void> {
    await this.changeBlocks();
    await drill(this.prefix, `backup ${type}`);
    this.newest = await newestBackup(this.prefix);
    await sql(this.prefix, `INSERT INTO later VALUES ('${this.newest}')`);
  }

  async close(): Promise<void> {
    await this.workshop?.close();
    await this.stack.destroy();
  }
}

const secondsSince = (started: number): number => Math.round((Date.now() - started) / 1000);

function shortly(seen: Seen): string {
  const lastLines = seen.output.trim().split("\n").slice(-3).join(" / ");
  return `exit code ${seen.code}: ${
    seen.evidence
      ? toldBy({ ...seen, output: "" })
          .filter(Boolean)
          .join(", ")
      : lastLines
  }`;
}
