import type { Asked } from "../../../support/judge";
import { container, database, holder, network, postgresFiles, remoteImage, volume } from "../../../support/policy-resources";

/** Policy → what violates it, and no other. The first is called like the policy. */
export const violations: Record<string, Asked[]> = named({
  "backup-encrypted": [postgresFiles({ pgbackrest: "repo1-retention-full-type=time\nrepo1-retention-full=7\n" })],
  "backup-retention": [postgresFiles({ pgbackrest: "repo1-cipher-type=aes-256-cbc\nrepo1-retention-full=2\n" })],
  // Nobody makes backups of it.
  "backup-scheduled": [database()],
  // The database above, which nobody verifies either.
  "backup-verified": [],
  "capabilities-dropped": [container({ capabilities: { drops: ["ALL"], adds: ["SYS_ADMIN"] } })],
  "cpu-limit": [container({ cpuQuota: undefined })],
  "data-protected": [
    volume(false, "data"),
    container({ mounts: [{ type: "volume", source: "data", target: "/data" }] }, { name: "writes-data" }),
  ],
  "delete-before-replace": [container({}, { opts: { deleteBeforeReplace: false } })],
  "encrypted-connections": [holder({ "pg_hba.conf": "host all all all scram-sha-256\n" })],
  "health-check": [container({ healthcheck: undefined })],
  "image-pinned": [container({ image: "team/shop:1.2.3" })],
  "image-tag": [remoteImage("redis:latest")],
  "internal-networks": [network({})],
  "log-limit": [container({ logOpts: undefined })],
  "loopback-ports": [container({ ports: [{ internal: 80, external: 8080, ip: "0.0.0.0" }] })],
  "memory-limit": [container({ memory: undefined, memorySwap: undefined })],
  "memory-swap": [container({ memorySwap: undefined })],
  "network-mode": [container({ networksAdvanced: undefined })],
  "no-anonymous-volumes": [container({ volumes: [{ containerPath: "/data" }] })],
  "no-docker-socket": [container({ mounts: [{ type: "bind", source: "/var/run/docker.sock", target: "/docker.sock" }] })],
  "no-host-namespaces": [container({ pidMode: "host" })],
  "no-new-privileges": [container({ securityOpts: undefined })],
  "no-overlapping-jobs": [container({ command: ["cron", "-f"] })],
  "no-privileged": [container({ privileged: true })],
  "no-provider-wait": [container({ wait: true })],
  "no-public-database": [container({ ports: [{ internal: 5432, external: 5432, ip: "127.0.0.1" }] })],
  "no-secret-arguments": [container({ command: ["serve", "--admin-password=hunter2"] })],
  "no-secret-env": [container({ envs: ["DB_PASSWORD=hunter2"] })],
  "non-root-user": [container({ user: "root" })],
  "own-network": [
    container({}, { name: "owner" }),
    container({ networksAdvanced: [{ name: "dev-owner", aliases: ["intruder"] }] }, { name: "intruder" }),
  ],
  // The stack has none.
  preflight: [],
  "read-only-root": [container({ readOnly: undefined })],
  "restart-policy": [container({ restart: "no" })],
  "secret-permissions": [holder(undefined, { uploads: [{ file: "/run/secrets/token", content: "t", permissions: "0444" }] })],
  "stop-grace": [container({ destroyGraceSeconds: undefined })],
  "volumes-removed": [container({ removeVolumes: false })],
  "wal-archiving": [holder({ "postgresql.conf": "wal_level = replica\n" })],
});

function named(violations: Record<string, Asked[]>): Record<string, Asked[]> {
  const rename = (policy: string, [first, ...more]: Asked[]) => (first ? [{ ...first, name: policy }, ...more] : []);
  return Object.fromEntries(Object.entries(violations).map(([policy, resources]) => [policy, rename(policy, resources)]));
}
