import { join } from "node:path";
import type { Fault } from "../fault";
import type { Around } from "../workshop";
import { damaged, placed } from "./restore-fault";

const none = { record: "none" } as const;

const tmpfs = (folder: string, size: string): Around => ({
  without: [folder],
  run: [`--tmpfs=${folder}:size=${size},uid=999,gid=999,mode=700`],
});

const clock = (daysAgo: number): Around => ({
  run: [
    ...["--volume", `${join(__dirname, "../../support/past.cjs")}:/past.cjs:ro`],
    ...["--env", `DAYS_AGO=${daysAgo}`, "--env", "NODE_OPTIONS=--require /past.cjs"],
  ],
});

const config = "/run/secrets/pgbackrest.conf";
/** Docker gives an empty volume to the owner that the image has for it. */
const cannotWrite = "mkdir /pgdata/lost+found; chown root:root /pgdata; chmod 755 /pgdata";

/** What a restore has around it: keys, room, mounts, clock. */
export const placedRestores: Fault[] = [
  damaged("passphrase of another repository", `sed -i 's/cipher-pass=/&x/' ${config}`, "be read"),
  damaged("no passphrase in its file", `echo '[global]' >${config}`, "no line repo1-cipher-pass"),
  damaged("no key to sign its record with", "rm /run/secrets/evidence-key", "evidence-key", none),
  damaged(
    "volume that holds something else",
    "mkdir /pgdata/data; echo 17 >/pgdata/data/PG_VERSION; chown -R 999:999 /pgdata",
    "its volume holds data",
    {
      next: "refuses",
    },
  ),
  damaged("volume of another user", cannotWrite, "EACCES"),
  placed("no room in the volume", tmpfs("/pgdata", "16m"), "No space left on device"),
  placed("room for the files, and none to recover in", tmpfs("/pgdata", "70m"), "the copy"),
  placed("repository's volume not mounted", { without: ["/repository"] }, "be read"),
  placed("evidence's volume full", tmpfs("/evidence", "4k"), "ENOSPC", none),
  placed("evidence's volume not mounted", { without: ["/evidence"] }, "mkdir '/evidence/restores'", none),
  placed("memory for the program alone", { run: ["--memory=48m", "--memory-swap=48m"] }, "ended with"),
  placed("clock two days behind", clock(2), "is restored from", { code: 0 }),
  placed("clock two days ahead", clock(-2), "is restored from", { code: 0 }),
];
