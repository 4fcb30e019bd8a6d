import type { DumpFacts, FileFact, FileFacts, KeyCount, SnapshotFacts } from "../../src/files/facts";

const noon = Date.UTC(2026, 10, 25, 12);
const madeAt = noon - 600_000;

const run = (): FileFacts["run"] => ({
  couldNotStart: null,
  startedAt: noon,
  limits: { backupAgeSeconds: 600 },
  recoverySeconds: { restore: 4 },
  lostSeconds: 601,
  isolation: { egress: "refused", repositoryWrite: "refused" },
  key: { wrongRefused: true },
});

const file = (name: string): FileFact => ({
  name,
  whenMade: "good",
  finishedAt: madeAt,
  sha256: { recorded: "9f86", found: "9f86" },
  decrypts: true,
});

const keys = (): KeyCount[] => [
  { database: "0", type: "all", keys: 15 },
  { database: "0", type: "expiring", keys: 0 },
  { database: "0", type: "hash", keys: 3 },
  { database: "0", type: "string", keys: 12 },
];

export const healthySnapshot = (): SnapshotFacts => ({
  run: run(),
  files: [file("20261125T115000Z.rdb.age")],
  redis: {
    checked: { recorded: 15, found: 15 },
    loads: true,
    keys: { recorded: keys(), found: keys() },
    persistence: { appendOnly: true, lastSave: "ok", keys: keys() },
  },
});

const tables = () => [
  { name: "public.child", rows: 0 },
  { name: "public.parent", rows: 5000 },
];

export const healthyDumps = (): DumpFacts => {
  const names = ["globals/20261125T115000Z.sql.age", "databases/app/20261125T115001Z.dump.age", "databases/shop/20261125T115002Z.dump.age"];
  return {
    run: run(),
    files: names.map(file),
    databases: { server: ["app", "shop"], dumped: ["app", "shop"] },
    restored: names.map((name) => ({ name, failedAt: null })),
    contents: ["app", "shop"].map((database) => ({ database, recorded: tables(), found: tables() })),
  };
};
