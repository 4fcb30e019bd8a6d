import { signed, signingKey } from "../../services/drill/src/evidence/signature";
import { docker, eventually, inspect } from "../support/docker";
import type { Fault } from "./fault";
import type { Ended } from "./running";
import type { Around, Workshop } from "./workshop";

/** @param happen to a backup of the running stack; the next one must be none the worse for it */
function backupFault(name: string, code: number, by: string, happen: (workshop: Workshop) => Promise<Ended>): Fault {
  return {
    kind: "backup",
    name,
    code,
    by,
    happen: async (workshop) => {
      const seen = await happen(workshop);
      const next = await workshop.startBackup("incremental").ended;
      if (next.code !== 0) throw new Error(`the next backup ended with ${next.code}: ${next.output}`);
      return seen;
    },
  };
}

const killed = (name: string, point: string): Fault =>
  backupFault(`backup killed while it ${name}`, 137, point, async (workshop) => {
    const backup = workshop.startBackup("differential");
    await backup.says(point);
    return backup.kill();
  });

const inPlace = (name: string, code: number, by: string, around: (workshop: Workshop) => Around): Fault =>
  backupFault(name, code, by, (workshop) => workshop.startBackup("full", around(workshop)).ended);

/** With room for what it knows, and none for what it is to take; the WAL goes to the stack's own. */
const repositoryFull = inPlace("repository full during a backup", 1, "unable to write '/repository", (workshop) => ({
  without: ["/repository"],
  run: [
    ...["--tmpfs=/repository:size=1m,uid=999,gid=999,mode=700", "--volume", `${workshop.volume("/repository")}:/seed:ro`],
    "--env=PGBACKREST_ARCHIVE_CHECK=n",
  ],
  first: "for each in backup archive; do mkdir -p /repository/$each/main; cp /seed/$each/main/$each.info* /repository/$each/main; done",
}));

/** @param unit of the stack, which is not there meanwhile */
const without = (unit: string, name: string, by: string): Fault =>
  backupFault(name, 1, by, async (workshop) => {
    const container = `${workshop.prefix}-${unit}`;
    await docker("stop", container);
    const seen = await workshop.startBackup("incremental").ended;
    await docker("start", container);
    await eventually(`${unit} is healthy`, 120, async () => (await inspect(container, "{{.State.Health.Status}}")) === "healthy");
    return seen;
  });

/** Full ones, which take the longest; the chain is as long afterwards as it was. */
const twoAtOnce = backupFault("two backups at once", 1, "lock", async (workshop) => {
  const both = await Promise.all([workshop.startBackup("full").ended, workshop.startBackup("full").ended]);
  const refused = both.find(({ code }) => code !== 0);
  const { code } = await workshop.startBackup("differential").ended;
  if (!refused || both.every((each) => each.code !== 0) || code !== 0) throw new Error(JSON.stringify(both));
  return refused;
});

/** With it, the engine would remove backups. */
const forgedEvidence = backupFault("evidence of a pass, signed with another key", 0, "has not passed a verification", async (workshop) => {
  const pass = { version: 1, outcome: "pass", backup: workshop.label, finishedAt: new Date().toISOString() };
  const forged = JSON.stringify(signed(pass, signingKey("another key")));
  await workshop.must(`mkdir --mode=755 /evidence/runs; echo '${forged}' >/evidence/runs/forged.json; chown -R 999:999 /evidence`);
  const evidence = ["--volume", `${workshop.volume("/evidence")}:/evidence:ro`];
  return workshop.startBackup("incremental", { without: ["/evidence"], run: evidence }).ended;
});

export const backupFaults: Fault[] = [
  without("postgres-backup", "the server that hands out the files is down during a backup", "cannot be reached"),
  without("postgres", "Postgres is down during a backup", "unable to find primary cluster"),
  inPlace("repository mounted read-only for a backup", 1, "Read-only file system", (workshop) => ({
    without: ["/repository"],
    run: ["--volume", `${workshop.volume("/repository")}:/repository:ro`],
  })),
  repositoryFull,
  killed("copies", "backup start archive"),
  killed("describes what is in it", "backup command end: completed"),
  twoAtOnce,
  forgedEvidence,
];
