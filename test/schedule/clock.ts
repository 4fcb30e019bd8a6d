import { join } from "node:path";
import versions from "../../images/versions.json";
import { docker, eventually } from "../support/docker";
import type { Site } from "./site";

/** On a volume that the server and its jobs all have. */
const folder = "/repository/clock";

const rereadSeconds = 1;

/** Times of files stay real, and so does the time that programs measure with. */
const preload = {
  LD_PRELOAD: `${folder}/libfaketime.so.1`,
  FAKETIME_TIMESTAMP_FILE: `${folder}/offset`,
  FAKETIME_CACHE_DURATION: String(rereadSeconds),
  FAKETIME_DONT_FAKE_MONOTONIC: "1",
  FAKETIME_DISABLE_SHM: "1",
  NO_FAKE_STAT: "1",
};

/** The clock of a stack's server and jobs, which goes on from wherever it is moved to. The machine's own stays as it is. */
export class Clock {
  /** Seconds ahead of the machine's. */
  private offset = 0;

  constructor(private readonly site: Site) {}

  async install(): Promise<void> {
    const image = "ballast-test/faketime";
    await docker("build", "--quiet", "--build-arg", `BASE=${versions.base}`, "--tag", image, join(__dirname, "faketime"));
    const library = await docker("run", "--rm", "--network=none", image, "base64", "--wrap=0", "/libfaketime.so.1");
    await this.site.inside(
      `mkdir -p ${folder}; echo '${library}' | base64 --decode >${folder}/libfaketime.so.1; echo +0 >${folder}/offset`,
    );
    await this.site.restartServer(preload);
  }

  /** Variables for whoever is to have it. */
  readonly variables = preload;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offset * 1000;
  }

  /** @param time milliseconds since 1970; where it has passed already, nothing is moved */
  async moveTo(time: number): Promise<void> {
    if (time <= this.now()) return;
    this.offset += Math.ceil((time - this.now()) / 1000);
    await this.site.inside(`echo +${this.offset} >${folder}/offset.new; mv ${folder}/offset.new ${folder}/offset`);
    // By then every process has read the offset again: it looks whether more than a second has passed, in whole seconds.
    const settled = this.now() / 1000 + rereadSeconds + 2;
    const arrived = `SELECT max(at) >= to_timestamp(${settled}) FROM ballast.heartbeat`;
    await eventually(`the server's clock is at ${new Date(time).toISOString()}`, 60, async () => (await this.sql(arrived)) === "t");
    // As it would be for long already, had the time gone by.
    const segment = await this.sql("SELECT pg_walfile_name(pg_switch_wal())");
    const archived = `SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`;
    await eventually(`segment ${segment} is archived`, 60, async () => (await this.sql(archived)) === "t");
  }

  private sql(statement: string): Promise<string> {
    return this.site.inside(`psql -XAtq --command "${statement}" postgres`);
  }
}
