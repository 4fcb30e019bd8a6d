import type { Fault } from "../fault";
import { startRestore, wholeRequest } from "./job";
import { asked, restoreFault } from "./restore-fault";

const none = { record: "none" } as const;

/** A restore of the same volume to another target, done before. */
const another = restoreFault(
  "volume that another request has filled",
  { code: 1, by: "take a new generation", next: "refuses" },
  async (workshop) => {
    const request = { ...wholeRequest(workshop), target: "backup" } as const;
    const first = await (await startRestore(workshop, request)).ended;
    if (first.code !== 0) throw new Error(`the first restore ended with ${first.code}: ${first.output}`);
    return (await startRestore(workshop, wholeRequest(workshop))).ended;
  },
);

const twice = restoreFault("the same restore again", { code: 0, by: "is left as it is" }, async (workshop) => {
  const first = await (await startRestore(workshop, wholeRequest(workshop))).ended;
  if (first.code !== 0) throw new Error(`the first restore ended with ${first.code}: ${first.output}`);
  return (await startRestore(workshop, wholeRequest(workshop))).ended;
});

const twoAtOnce = restoreFault(
  "two restores at once",
  { code: 1, by: "another restore", record: "restored", next: "done" },
  async (workshop) => {
    const first = await startRestore(workshop, wholeRequest(workshop));
    await first.says("restoring backup");
    const second = await (await startRestore(workshop, wholeRequest(workshop))).ended;
    const { code, output } = await first.ended;
    if (code !== 0) throw new Error(`the first restore ended with ${code}: ${output}`);
    return second;
  },
);

/** What a restore is asked for. */
export const requestFaults: Fault[] = [
  asked("request that is no JSON", "{", "is no JSON", none),
  asked("request without a target", { target: undefined }, "target: got nothing", none),
  asked("request with a field too many", { force: true } as object, "force: not known", none),
  asked("generation that the first server runs on", { generation: 1 }, "from 2", none),
  asked("label that is a path", { label: "../../archive" }, "label: got", none),
  asked("target that is no time", { target: { time: "yesterday" } }, "target: got", none),
  asked("target in a time zone", { target: { time: "2026-11-25T12:00:00+02:00" } }, "target: got", none),
  asked("label that was never made", { label: "20200101-000000F" }, "backup 20200101-000000F: not among"),
  asked("repository that is not there", { repository: 3 }, "be read"),
  asked("target before the backup's end", { target: { time: "2020-01-01T00:00:00Z" } }, "take an older one"),
  asked(
    "target after the last transaction",
    { target: { time: new Date(Date.now() + 3_600_000).toISOString() } },
    "restore to the latest instead",
  ),
  asked("target in many years", { target: { time: "2099-01-01T00:00:00Z" } }, "restore to the latest instead"),
  another,
  twice,
  twoAtOnce,
];
