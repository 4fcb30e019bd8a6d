import type { Engine } from "../../src/engine/engine";
import { planOf } from "../../src/restore/plan";
import type { RestoreTarget } from "../../src/restore/request";
import type { LookedUp } from "../../src/verify/look-up";
import { commitsIn } from "../../src/verify/commits";
import { healthy } from "../assertions/healthy";

/** What is in a segment is made up here; that a real one is read, test/docker proves. */
jest.mock("../../src/verify/commits", () => ({ commitsIn: jest.fn() }));

const stop = Date.UTC(2026, 10, 25, 12);
const digest = "0123456789abcdef0123456789abcdef01234567";
const segment = (timeline: number, hex: string) => `0000000${timeline}00000000000000${hex}`;
const listing = JSON.stringify({
  ...Object.fromEntries(
    [segment(1, "21"), segment(1, "22"), segment(1, "30"), segment(2, "30"), segment(2, "31")].map((name) => [
      `17-1/x/${name}-${digest}.zst`,
      {},
    ]),
  ),
  "17-1/00000002.history": { time: stop / 1000 + 600 },
});
const second = (seconds: number) => BigInt(stop + seconds * 1000) * 1000n;
const commits: Record<string, { transaction: number; lsn: string; at: bigint }[]> = {
  [segment(1, "21")]: [{ transaction: 7, lsn: "0/21000180", at: second(1) }],
  [segment(1, "22")]: [
    { transaction: 8, lsn: "0/22000100", at: second(60) },
    { transaction: 9, lsn: "0/22000200", at: second(61) },
  ],
  [segment(2, "31")]: [{ transaction: 10, lsn: "0/31000100", at: second(900) }],
};
beforeEach(() => jest.mocked(commitsIn).mockImplementation((_engine, _repository, name) => Promise.resolve(commits[name] ?? [])));

function found(change: Partial<LookedUp> = {}): LookedUp {
  const { backup, archive, manifest, metadata } = healthy();
  return { backup, archive, manifest, metadata, listing, segments: [], ...change };
}
const plan = (target: RestoreTarget, looked = found()) =>
  planOf({} as Engine, { generation: 2, repository: 1, label: looked.backup.label, target }, looked);

test("BR6: to the backup, which is where the manifest ends", async () => {
  const lsn = "0/21000300";
  expect(await plan("backup")).toEqual({ timeline: 2, compared: true, pause: { lsn }, target: { lsn } });
  await expect(plan("backup", found({ manifest: null }))).rejects.toThrow("it has no manifest, so nothing tells where its state is");
});

test("BR6: to the latest, looked at where the newest transaction is", async () => {
  expect(await plan("latest")).toEqual({ timeline: 2, compared: true, pause: { lsn: "0/31000100" }, target: "newest" });
});

test("BR6: without a transaction after it the manifest is the last there is to look at, and without that nothing is", async () => {
  jest.mocked(commitsIn).mockResolvedValue([]);
  expect(await plan("latest")).toMatchObject({ compared: true, pause: { lsn: "0/21000300" } });
  await expect(plan("latest", found({ manifest: null }))).rejects.toThrow("neither a manifest nor a transaction after it");
});

test("BR6: to a time, along the timeline that was live then, with the transactions on both sides", async () => {
  const time = "2026-11-25T12:01:00.500Z";
  const at = { time: "2026-11-25 12:01:00.500+00" };
  expect(await plan({ time })).toEqual({
    ...{ timeline: 1, compared: true, pause: at, target: at },
    boundary: { time, last: commits[segment(1, "22")]![0], next: commits[segment(1, "22")]![1] },
  });
});

test("BR6: a time before the manifest was taken is not compared with it", async () => {
  expect(await plan({ time: "2026-11-25T12:00:30Z" })).toMatchObject({ compared: false });
});

test("DR3: a time that this backup or this archive does not lead to is refused", async () => {
  await expect(plan({ time: "2026-11-25T11:59:59Z" })).rejects.toThrow("ended at 2026-11-25T12:00:00.000Z, after it; take an older one");
  await expect(plan({ time: "2026-11-25T12:00:00Z" })).rejects.toThrow("no transaction before it; take an older backup");
  await expect(plan({ time: "2026-11-25T12:16:00Z" })).rejects.toThrow("no transaction after it; restore to the latest instead");
});
