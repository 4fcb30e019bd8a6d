import type { ClusterSection } from "../../src/collect/cluster";
import type { DatabaseSection } from "../../src/collect/database";
import type { Health } from "../../src/collect/health";
import type { Facts } from "../../src/facts";

const minute = 60_000;
const noon = Date.UTC(2026, 10, 25, 12);

const full = { label: "20261125-020000F", state: "good", type: "full" } as const;
const diff = { label: "20261125-020000F_20261125-110000D", state: "good", type: "diff" } as const;
const incr = { label: "20261125-020000F_20261125-120000I", state: "good", type: "incr" } as const;

const cluster = (): ClusterSection => ({
  server: { version: "17.12 (Debian 17.12-0+deb13u1)", systemId: "7712195757287268375" },
  databases: ["app", "postgres", "template0"].map((name) => ({
    name,
    owner: name === "app" ? "app_owner" : "postgres",
    encoding: "UTF8",
    localeProvider: "b",
    collate: "C.UTF-8",
    ctype: "C.UTF-8",
    locale: "C.UTF-8",
    connectionLimit: -1,
    holdsData: name !== "template0",
    acl: "default",
  })),
  roles: ["app_1", "app_owner", "postgres"].map((name) => ({
    name,
    superuser: name === "postgres",
    inherit: true,
    createRole: name === "postgres",
    createDatabase: name === "postgres",
    login: name !== "app_owner",
    replication: name === "postgres",
    bypassRowSecurity: name === "postgres",
    connectionLimit: -1,
    validUntil: "",
    hasPassword: name === "app_1",
    settings: "d41d8cd98f00b204e9800998ecf8427e",
  })),
  memberships: [{ role: "app_owner", member: "app_1", admin: false, inherit: true, set: true }],
  tablespaces: [
    { name: "pg_default", owner: "postgres", acl: "default" },
    { name: "pg_global", owner: "postgres", acl: "default" },
  ],
  settings: [
    { name: "block_size", value: "8192" },
    { name: "data_checksums", value: "on" },
    { name: "max_connections", value: "100" },
    { name: "max_locks_per_transaction", value: "64" },
    { name: "max_prepared_transactions", value: "0" },
    { name: "max_wal_senders", value: "10" },
    { name: "max_worker_processes", value: "8" },
    { name: "segment_size", value: "131072" },
    { name: "server_encoding", value: "UTF8" },
    { name: "wal_block_size", value: "8192" },
    { name: "wal_level", value: "logical" },
    { name: "wal_segment_size", value: "16777216" },
  ],
});

const app = (): DatabaseSection => ({
  name: "app",
  lsn: "0/21000200",
  extensions: [
    { name: "plpgsql", version: "1.0", schema: "pg_catalog" },
    { name: "timescaledb", version: "2.19.3", schema: "public" },
  ],
  tables: [
    { name: "public.child", rows: "5000", digest: "-15520456100429912888" },
    { name: "public.parent", rows: "1000", digest: "-17027397091822740731" },
  ],
  sequences: [
    { name: "public.child_id_seq", last: "5000", increment: "1", column: "public.child.id", furthest: "5000" },
    { name: "public.down_seq", last: "-7", increment: "-1", column: "public.down.id", furthest: "-7" },
    { name: "public.free_seq", last: null, increment: "1", column: null, furthest: null },
  ],
  grants: { count: 4231, digest: "877c0494f25ec0a414ccb16d3b644833" },
  defaultPrivileges: ["app_owner public r {app_1=r/app_owner}"],
  definitions: [
    { kind: "columns", count: 71, digest: "5c21a87a7adf9f60308cfc9f80b72a2c" },
    { kind: "indexes", count: 9, digest: "55485fdd5b6575d22014e10646e50630" },
  ],
  largeObjects: 1,
  notValidated: ["public.child.old_check"],
  invalidIndexes: ["public.child_half_built"],
  timescale: {
    hypertables: [{ name: "public.events", chunks: 7 }],
    jobs: [{ id: 1000, procedure: "public.tidy", scheduled: true }],
  },
});

const postgres = (): DatabaseSection => ({
  name: "postgres",
  lsn: "0/21000300",
  extensions: [{ name: "plpgsql", version: "1.0", schema: "pg_catalog" }],
  tables: [{ name: "ballast.heartbeat", rows: "600", digest: "14482124022066483228" }],
  sequences: [],
  grants: { count: 4191, digest: "ef51677c9ebddfd8a20cf9d433118f45" },
  defaultPrivileges: [],
  definitions: [{ kind: "columns", count: 2, digest: "843e827a4253a3cd17f014b28acbd5f5" }],
  largeObjects: 0,
  notValidated: [],
  invalidIndexes: [],
  timescale: null,
});

const health = ({ name, extensions, sequences }: DatabaseSection): Health => ({
  name,
  extensions: extensions.map((extension) => ({ name: extension.name, version: extension.version, installable: true })),
  collations: [{ name: "en_US", recorded: "2.41", actual: "2.41" }],
  sequences,
  relationFiles: { count: 294, missing: [] },
  heaps: { count: 116, problems: [] },
  btrees: { count: 171, problems: [] },
  otherIndexes: { count: 0, problems: [] },
  constraints: { count: 0, problems: [] },
  views: { count: 147, problems: [] },
  functions: { count: 0, problems: [] },
  enabledSubscriptions: [],
});

/**
 * An incremental backup of the first timeline; the source was recovered onto a second one since. Collected from a server of 17.12 and a repository of
 * pgBackRest 2.55, then made smaller and given one of everything.
 */
export const healthy = (): Facts => ({
  run: {
    couldNotStart: null,
    startedAt: noon + 10 * minute,
    requestedLabel: null,
    limits: { backupAgeSeconds: 600, recoverySeconds: 1800, lostSeconds: 60 },
    restore: { exitCode: 0 },
    recovery: null,
    consistentAt: "0/21000120",
    replayedTo: "0/40000001",
    promotion: { timelineBefore: 2, timelineAfter: 3, wrote: true },
    recoverySeconds: { restore: 900, consistent: 0, replay: 700, writable: 200 },
    lostSeconds: 60,
    isolation: { egress: "refused", repositoryWrite: "refused" },
    key: { from: "sheet", opens: true, wrongRefused: true },
  },
  backup: {
    label: incr.label,
    type: "incr",
    startedAt: noon - minute,
    stoppedAt: noon,
    lsn: { start: "0/20000028", stop: "0/21000120" },
    segments: { start: "000000010000000000000020", stop: "000000010000000000000021" },
    size: { database: 27_091_899, stored: 440 },
    previous: { label: "20261125-020000F_20261125-060000I", database: 27_091_000, stored: 8450 },
    chain: [{ ...full }, { ...diff }, { ...incr }],
    references: [{ ...full }, { ...diff }],
    pageErrors: { files: [] },
    newestLabel: incr.label,
    unlisted: [],
    postgresVersion: "17",
    systemId: "7712195757287268375",
    repository: { cipher: "aes-256-cbc", status: { code: 0, message: "ok" } },
  },
  archive: {
    id: "17-1",
    segmentBytes: 16 * 2 ** 20,
    ranges: [
      { timeline: 1, first: 0x10, last: 0x2f },
      { timeline: 2, first: 0x30, last: 0x40 },
    ],
    forked: [],
    newest: { segment: "000000020000000000000040", sha1: { recorded: "da39a3ee5e6b4b0d", found: "da39a3ee5e6b4b0d" } },
    histories: [{ timeline: 2, parents: [{ timeline: 1, until: "0/300000A0" }] }],
  },
  manifest: { label: incr.label, takenAt: noon, cluster: cluster(), databases: [app(), postgres()] },
  metadata: { label: incr.label, sha256: { recorded: "2c26b46b68ffc68f", found: "2c26b46b68ffc68f" } },
  copy: {
    atManifest: { cluster: cluster(), databases: [app(), postgres()] },
    server: {
      version: "17.12 (Debian 17.12-0+deb13u1)",
      systemId: "7712195757287268375",
      timeline: 3,
      inRecovery: false,
      settings: { archiveMode: "off", dataChecksums: "on", listenAddresses: "" },
      checksumFailures: 0,
      foreignProcesses: [],
      replicationSlots: [],
      preparedTransactions: [],
      databases: [
        { name: "app", transactionAge: 64 },
        { name: "postgres", transactionAge: 2_000_000_000 },
      ],
      collations: [{ name: "app", recorded: "1", actual: "1" }],
    },
    databases: [health(app()), health(postgres())],
  },
  target: {
    at: noon + 5 * minute,
    paused: {
      lastCommitAt: noon + 5 * minute,
      lastBeat: { beat: 299, at: noon + 5 * minute - 1500 },
      beatsAfter: 0,
      transactions: { last: true, next: false },
    },
    latest: { lastBeatBefore: { beat: 300, at: noon + 5 * minute - 500 }, nextTransaction: true },
  },
  heartbeats: { first: { beat: 1, at: noon - minute }, last: { beat: 600, at: noon + 9 * minute }, count: 600 },
});
