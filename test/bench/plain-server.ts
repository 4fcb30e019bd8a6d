import { docker, inspect } from "../support/docker";
import { run } from "../support/test-stack";
import type { FilledStack } from "./filled-stack";
import { Server } from "./server";
import type { Undo } from "./undo";

/**
 * The stack's server as plain Postgres: the same image, data, settings and limits, but nothing is archived, no heart beats, and whoever
 * is in its container may connect, also to copy it.
 * @param settings further ones, as in postgresql.conf
 */
export async function plainServer(stack: FilledStack, name: string, settings: Record<string, string>, undo: Undo): Promise<Server> {
  const { container: original, image } = stack.server;
  const container = `${stack.prefix}-plain-${name}`;
  undo.later(container, async () => {
    await run("docker", ["rm", "--force", container]);
    await docker("volume", "rm", "--force", container);
  });
  const { volumes } = await stack.parts("postgres");
  await copyOf(stack, container);
  const all = { hba_file: "/pgdata/plain_hba.conf", ssl: "off", archive_mode: "off", ...settings };
  await docker(
    ...["run", "--detach", "--init", "--name", container, "--network=none", "--user=999:999", "--group-add=0", "--read-only"],
    ...["--tmpfs=/tmp", "--tmpfs=/run/postgresql:mode=1777", ...(await limits(original))],
    ...["--volume", `${container}:/pgdata`, "--volume", `${volumes["/run/config"]}:/run/config:ro`, image],
    ...["postgres", "-D", "/pgdata/data", "-c", "config_file=/run/config/postgresql.conf"],
    ...Object.entries(all).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  );
  const server = new Server(container, container, image);
  await server.ready();
  return server;
}

/** As a file system sees the data when its server is stopped. */
async function copyOf({ server }: FilledStack, volume: string): Promise<void> {
  await docker("stop", server.container);
  try {
    const hba = "local all all peer\\nlocal replication all peer\\n";
    await docker(
      ...["run", "--rm", "--user=0", "--network=none", "--volume", `${server.volume}:/from:ro`, "--volume", `${volume}:/to`, server.image],
      ...["bash", "-c", `cp -a /from/. /to && printf '${hba}' >/to/plain_hba.conf && chown 999:999 /to/plain_hba.conf`],
    );
  } finally {
    await docker("start", server.container);
    await server.ready();
  }
}

/** @returns a container's limit, as `docker run` and `docker update` take it */
export async function processorLimit(container: string): Promise<string> {
  return `--cpu-quota=${await inspect(container, "{{.HostConfig.CpuQuota}}")}`;
}

/** @returns the limits of a container, as `docker run` takes them */
async function limits(container: string): Promise<string[]> {
  const { Memory, ShmSize } = JSON.parse(await inspect(container, "{{json .HostConfig}}")) as Record<string, number>;
  return [await processorLimit(container), `--memory=${Memory}`, `--memory-swap=${Memory}`, `--shm-size=${ShmSize}`];
}
