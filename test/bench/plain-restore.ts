import { cpus } from "node:os";
import { docker } from "../support/docker";
import type { Running } from "../faults/running";
import { partsOf } from "../faults/stack";
import type { Workshop } from "../faults/workshop";
import { engineSeconds } from "./readings";

/** Settings of the stack's server that its own container alone has what for. */
const settings = { hba_file: "/pgdata/hba.conf", ssl: "off", archive_mode: "off", unix_socket_directories: "/pgdata" };

export interface PlainRestored {
  /** Of pgBackRest's command. */
  engine: number;
  /** Until the server takes writes. */
  whole: number;
}

/**
 * pgBackRest as somebody would restore by hand: a container with as many processes as there are cores restores the newest backup of the
 * workshop's repository, and starts the server, which recovers to the end of the archive. Nothing is compared.
 * @param limit of its processor, as `docker run` takes it
 */
export async function restorePlainly(workshop: Workshop, limit: string): Promise<PlainRestored> {
  const volume = `${workshop.prefix}-plain-restore`;
  const { volumes, env, image } = await partsOf(workshop.prefix, "postgres");
  const words = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const script = `printf 'local all all trust\\n' >/pgdata/hba.conf
pgbackrest --stanza=main --process-max=${cpus().length} --lock-path=/tmp/lock --log-level-console=info restore
exec postgres -D /pgdata/data -c config_file=/run/config/postgresql.conf ${words.join(" ")}`;
  const began = performance.now();
  const running = workshop.start(
    { image, env },
    "none",
    [
      ...["--volume", `${volume}:/pgdata`, "--volume", `${workshop.volume("/repository")}:/repository:ro`, limit],
      ...["/run/config", "/run/secrets"].flatMap((folder) => ["--volume", `${volumes[folder]}:${folder}:ro`]),
    ],
    ["bash", "-euc", script],
  );
  try {
    await running.says("restore command end");
    await untilWritable(running);
    const whole = (performance.now() - began) / 1000;
    return { engine: engineSeconds(running.said, "restore"), whole };
  } finally {
    await running.kill().catch(() => undefined);
    await docker("volume", "rm", "--force", volume);
  }
}

const untilWritable = (running: Running): Promise<string> =>
  running.ask(
    `until [ "$(psql -h /pgdata -XAtq -U postgres -c 'SELECT pg_is_in_recovery()' postgres 2>/dev/null)" = f ]; do sleep 0.05; done`,
  );
