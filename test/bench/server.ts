import { docker, eventually } from "../support/docker";
import { run } from "../support/test-stack";
import { throughput, type Throughput } from "./readings";

/** Name of the database that pgbench works in. */
export const database = "bench";
/** Sessions of pgbench, one transaction at a time each. */
const clients = 8;

/** A Postgres server in a container, with a socket on the volume of its data. */
export class Server {
  constructor(
    readonly container: string,
    readonly volume: string,
    readonly image: string,
  ) {}

  sql(statement: string, of: string = database): Promise<string> {
    return docker("exec", this.container, "psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--command", statement, of);
  }

  async number(expression: string): Promise<number> {
    return Number(await this.sql(`SELECT ${expression}`));
  }

  /** Runs pgbench's own transactions, from a container beside the server's; a checkpoint comes before. */
  async load(seconds: number): Promise<Throughput> {
    await this.sql("CHECKPOINT");
    const client = ["run", "--rm", "--network=none", "--volume", `${this.volume}:/pgdata:ro`, this.image];
    const words = ["--no-vacuum", "--protocol=prepared", "--jobs=2", `--client=${clients}`, `--time=${seconds}`];
    return throughput(await docker(...client, "pgbench", "--host=/pgdata/run", "--username=postgres", ...words, database));
  }

  ready(): Promise<void> {
    return eventually(`${this.container} takes connections`, 120, async () => {
      return (await run("docker", ["exec", this.container, "pg_isready", "--quiet"])).code === 0;
    });
  }
}

/** Lets one of them run, and stops all processes of the others meanwhile. */
export async function alone<T>(server: Server, others: Server[], work: () => Promise<T>): Promise<T> {
  const containers = others.filter((each) => each !== server).map(({ container }) => container);
  await docker("pause", ...containers);
  try {
    return await work();
  } finally {
    await docker("unpause", ...containers);
  }
}
