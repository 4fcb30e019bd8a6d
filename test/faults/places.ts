import { join } from "node:path";
import type { Fault, Kind } from "./fault";
import type { Around, Workshop } from "./workshop";

/** @param script before the verification, which has other things around it than the stack gives it */
function around(kind: Kind, name: string, extra: Around | ((workshop: Workshop) => Around), code: number, by: string, script = ":"): Fault {
  return {
    kind,
    name,
    code,
    by,
    happen: async (workshop) => {
      await workshop.must(script);
      return workshop.verify(typeof extra === "function" ? extra(workshop) : extra);
    },
  };
}

const tmpfs = (folder: string, size: string): Around => ({
  without: [folder],
  run: [`--tmpfs=${folder}:size=${size},uid=999,gid=999,mode=700`],
});

const clock = (daysAgo: number): Around => ({
  run: [
    ...["--volume", `${join(__dirname, "../support/past.cjs")}:/past.cjs:ro`],
    ...["--env", `DAYS_AGO=${daysAgo}`, "--env", "NODE_OPTIONS=--require /past.cjs"],
  ],
});

const aheadOfDailyBackups: Around = { run: [...(clock(-2).run ?? []), "--env=LIMIT_BACKUP_AGE_SECONDS=90000"] };

/** What a verification has around it: keys, room, network, clock. */
export const placeFaults: Fault[] = [
  around("key", "passphrase of another repository", {}, 4, "be read", "sed -i 's/cipher-pass=/&x/' /run/secrets/pgbackrest.conf"),
  around("key", "passphrase cut short", {}, 4, "be read", "sed -i 's/\\(cipher-pass=.*\\)./\\1/' /run/secrets/pgbackrest.conf"),
  around("key", "no passphrase in its file", {}, 4, "no line repo1-cipher-pass", "echo '[global]' >/run/secrets/pgbackrest.conf"),
  around("key", "no file with the passphrase", {}, 4, "pgbackrest.conf", "rm /run/secrets/pgbackrest.conf"),
  around(
    "key",
    "file with the passphrase that cannot be read",
    {},
    4,
    "pgbackrest.conf",
    "chown root /run/secrets/pgbackrest.conf; chmod 600 /run/secrets/pgbackrest.conf",
  ),
  around("key", "no key to sign evidence with", {}, 4, "evidence-key", "rm /run/secrets/evidence-key"),
  around("place", "repository's volume not mounted", { without: ["/repository"] }, 4, "be read"),
  around(
    "place",
    "repository that the verification can write",
    (workshop) => ({ without: ["/repository"], run: ["--volume", `${workshop.volume("/repository")}:/repository`] }),
    1,
    "repository-write-refused",
  ),
  around("place", "verification in the stack's network", ({ prefix }) => ({ network: `${prefix}-postgres` }), 1, "copy-has-no-egress"),
  around("place", "no room for the restored files", tmpfs("/copy", "16m"), 4, "no room for the copy"),
  around(
    "place",
    "copy's volume mounted read-only",
    (workshop) => ({ without: ["/copy"], run: ["--volume", `${workshop.volume("/copy")}:/copy:ro`] }),
    4,
    "EROFS",
  ),
  around("place", "copy's volume of another user", {}, 4, "EACCES", "touch /copy/left; chown root /copy"),
  around(
    "place",
    "evidence's volume mounted read-only",
    (workshop) => ({ without: ["/evidence"], run: ["--volume", `${workshop.volume("/evidence")}:/evidence:ro`] }),
    4,
    "EROFS",
  ),
  around("place", "evidence's volume full", tmpfs("/evidence", "8k"), 4, "ENOSPC"),
  around("WAL", "nothing new in the archive for ten minutes", clock(-10 / (24 * 60)), 1, "recovery-point-objective"),
  around("run", "clock of the verification two days behind", clock(2), 1, "backup-stop-after-start"),
  around("run", "clock of the verification two days ahead", aheadOfDailyBackups, 1, "backup-recent"),
];
