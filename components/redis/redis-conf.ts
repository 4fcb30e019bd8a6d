import { certificateFolder } from "../certificates/folder";
import { mebibytes, type Size } from "../platform/units";

/** What happens at maxmemory. */
export type Eviction = "noeviction" | "allkeys-lru" | "volatile-lru";

/**
 * The server's configuration file.
 * @param memoryLimit the container's limit; Redis gets 75 % of it, because a snapshot's fork can touch the rest
 */
export function redisConf({ memoryLimit, eviction }: { memoryLimit: Size; eviction: Eviction }): string {
  const settings: [string, string][] = [
    ["bind", "*"],
    ["port", "0"],
    ["tls-port", "6379"],
    ["tls-ca-cert-file", `${certificateFolder}/ca.crt`],
    ["tls-cert-file", `${certificateFolder}/tls.crt`],
    ["tls-key-file", `${certificateFolder}/tls.key`],
    ["tls-auth-clients", "yes"],
    // For its own container, which takes up renewed certificates over it.
    ["unixsocket", "/tmp/redis.sock"],
    ["unixsocketperm", "700"],
    ["dir", "/data"],
    ["appendonly", "yes"],
    ["appendfsync", "everysec"],
    ["save", "3600 1 300 100 60 10000"],
    ["maxmemory", `${Math.floor(mebibytes(memoryLimit) * 0.75)}mb`],
    ["maxmemory-policy", eviction],
    ["aclfile", "/data/users.acl"],
  ];
  return settings.map((line) => line.join(" ") + "\n").join("");
}
