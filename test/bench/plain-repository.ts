import { cpus } from "node:os";
import { docker } from "../support/docker";
import { run } from "../support/test-stack";
import type { FilledStack } from "./filled-stack";
import type { Undo } from "./undo";

/**
 * pgBackRest as somebody would run it by hand beside the server: one container that reads the data itself and writes to a repository of
 * its own, with as many processes as there are cores. Compression, cipher, bundles and blocks are those of the stack. The WAL is that of
 * the stack's own archive: a backup waits for its last segment, as ours does.
 */
export class PlainRepository {
  readonly container: string;

  constructor(private readonly stack: FilledStack) {
    this.container = `${stack.prefix}-plain-backup`;
  }

  /** @param limit of its processor, as `docker run` takes it */
  async open(limit: string, undo: Undo): Promise<void> {
    undo.later(this.container, async () => {
      await run("docker", ["rm", "--force", this.container]);
      await docker("volume", "rm", "--force", this.container);
    });
    const { image, volumes } = await this.stack.parts("postgres-backup-full");
    const { volumes: server } = await this.stack.parts("postgres");
    const mounts = [
      [`${this.container}:/repository`],
      [`${volumes["/repository"]}:/live:ro`, `${volumes["/run/secrets"]}:/run/secrets:ro`, `${volumes["/run/config"]}:/run/config:ro`],
      [`${server["/pgdata"]}:/pgdata:ro`],
    ].flat();
    await docker(
      ...["run", "--detach", "--init", "--name", this.container, "--network=none", "--user=999:999", "--group-add=0", limit],
      ...mounts.flatMap((mount) => ["--volume", mount]),
      ...["--env=PGBACKREST_CONFIG=/tmp/pgbackrest.conf", "--env=PGBACKREST_CONFIG_INCLUDE_PATH=/run/secrets", image, "sleep", "infinity"],
    );
    const changes = `/^pg1-host/d; s#^lock-path=.*#lock-path=/tmp/lock#; s#^process-max=.*#process-max=${cpus().length}#`;
    await this.ask(
      `sed '${changes}' /run/config/pgbackrest.conf >/tmp/pgbackrest.conf
       for kind in archive backup; do mkdir -p /repository/$kind/main; cp -a /live/$kind/main/$kind.info* /repository/$kind/main; done
       ln -s /live/archive/main/*-* /repository/archive/main`,
    );
  }

  /** @returns what it said */
  backUp(): Promise<string> {
    return docker("exec", this.container, "pgbackrest", "--stanza=main", "--type=full", "--log-level-console=info", "backup");
  }

  /** Removes the backups. */
  async clear(): Promise<void> {
    await this.ask("rm -rf /repository/backup/main/2*");
  }

  private ask(script: string): Promise<string> {
    return docker("exec", this.container, "bash", "-euo", "pipefail", "-c", script);
  }
}
