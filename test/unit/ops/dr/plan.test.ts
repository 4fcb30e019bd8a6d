import { planOf, type Known } from "../../../../ops/dr/plan";
import { duration, recordText } from "../../../../ops/dr/record";
import { requireSame } from "../../../../ops/dr/situation";
import { archiveToRecover } from "../../../../ops/dr/source";
import { Progress, steps } from "../../../../ops/dr/steps";
import { devSheet, key } from "../keys/sheets";

/** What a recovery says before, while and after it works (DR1, DR2, DR4). Does NOT prove: that it does so; test/docker/disaster.test.ts does. */

const [newest, older] = ["20260102-000000F", "20260101-000000F"];
const known: Known = {
  sheet: devSheet,
  stack: "dev",
  prefix: "ballast-dev",
  repository: { volume: "kept" },
  snapshots: undefined,
  backups: [newest, older],
  asked: undefined,
  situation: { resources: undefined, filled: false },
};
const numbered = (change: Partial<Known> = {}) => planOf({ ...known, ...change }).filter((line) => /^\d /.test(line));

test("a plan has the seven steps in their order", () => {
  expect(numbered().map((line) => line.slice(2, 2 + 29).trim())).toEqual([...steps]);
});

test.each<[string, Partial<Known>, string]>([
  ["the newest", {}, `restore and judge backup ${newest}, where it does not pass ${older}`],
  ["the one that was asked for", { asked: older }, `restore and judge backup ${older}, and no other`],
  [
    "whichever, while nothing can look",
    { backups: undefined },
    "restore and judge the newest backup, or the one before where it does not pass",
  ],
  [
    "none again",
    { situation: { resources: [], filled: false, begun: { backup: newest } } },
    `done before: the recovery was begun with ${newest}`,
  ],
])("of backups it takes %s", (_what, change, expected) => expect(numbered(change)[0]).toContain(expected));

test("a repository is copied, unless it is in the volume that the stack will use", () => {
  expect(numbered()[5]).toContain("copy volume kept into ballast-dev-postgres-repository");
  expect(numbered({ repository: { folder: "/a/b" } })[5]).toContain("copy folder /a/b into");
  expect(numbered({ repository: { volume: "ballast-dev-postgres-repository" } })[5]).not.toContain("copy");
});

test("snapshots of Redis are judged and copied as well, where they are given", () => {
  const lines = numbered({ snapshots: { volume: "snapshots" } });
  expect(lines[0]).toContain("and the newest snapshot of Redis");
  expect(lines[5]).toContain("copy volume snapshots into ballast-dev-redis-backups");
  expect(numbered()[5]).toContain("Redis begins empty");
});

test("of a stack in a cluster the plan says that it is looked at", () => {
  expect(numbered({ sheet: { ...devSheet, platform: "kubernetes" } })[1]).toContain("look at the cluster");
  expect(numbered()[1]).not.toContain("cluster");
});

describe("a recovery that was begun", () => {
  test("goes on with its backup, and with no other", () => {
    expect(() => requireSame({ backup: newest }, { snapshots: false })).not.toThrow();
    expect(() => requireSame({ backup: newest }, { backup: newest, snapshots: false })).not.toThrow();
    expect(() => requireSame({ backup: newest }, { backup: older, snapshots: false })).toThrow(
      `--backup: got ${older}, allowed is ${newest}`,
    );
  });

  test("goes on with snapshots of Redis if it was begun with one, and only then", () => {
    const snapshot = "20260101T000000Z";
    expect(() => requireSame({ backup: newest, snapshot }, { snapshots: true })).not.toThrow();
    expect(() => requireSame({ backup: newest, snapshot }, { snapshots: false })).toThrow(
      `--snapshots: got none, allowed is the place of ${snapshot}`,
    );
    expect(() => requireSame({ backup: newest }, { snapshots: true })).toThrow("--snapshots: got a place, allowed is none");
  });
});

describe("a sheet", () => {
  const [archive] = devSheet.archives as [(typeof devSheet.archives)[number]];
  const withRepositories = (...repositories: string[]) => ({ ...devSheet, archives: [{ ...archive, repositories }] });

  test("of a stack on Docker gives the archive and its key", () => {
    expect(archiveToRecover(devSheet, "ballast")).toEqual({ store: "postgres", passphrase: key });
  });

  test("of a stack in a cluster does as well", () => {
    expect(() => archiveToRecover({ ...devSheet, platform: "kubernetes" }, "ballast")).not.toThrow();
  });

  test("with a bucket beside a volume is taken", () => {
    const sheet = withRepositories("number=1,type=volume,volume=postgres-repository", "number=2,type=s3,bucket=b");
    expect(() => archiveToRecover(sheet, "ballast")).not.toThrow();
  });

  test.each([
    ["of another project", { ...devSheet, project: "other" }, /got a stack of project other, allowed is one of ballast\nFix: /],
    ["with a bucket alone", withRepositories("number=1,type=s3,bucket=b"), /got repositories in buckets alone.*\nFix: fetch/],
  ])("%s is refused, and the error says what to do instead", (_what, sheet, message) => {
    expect(() => archiveToRecover(sheet, "ballast")).toThrow(message);
  });
});

test("progress tells of a step when it begins and when it ends, and keeps its time", async () => {
  const lines: string[] = [];
  const progress = new Progress((line) => lines.push(line));
  const result = await progress.step(
    "verify backup",
    () => Promise.resolve(3),
    (count) => `${count} looked at`,
  );
  expect(result).toBe(3);
  expect(lines).toEqual(["[1/7] verify backup", expect.stringMatching(/^\[1\/7\] verify backup: 3 looked at \(0\.\d s\)$/)]);
  expect(progress.done).toMatchObject([{ step: "verify backup", what: "3 looked at" }]);
});

test.each([
  [4.25, "4.3 s"],
  [61, "1 min 1 s"],
  [3599.9, "1 h 0 min"],
  [7380, "2 h 3 min"],
])("%d seconds are written %s", (seconds, text) => expect(duration(seconds)).toBe(text));

describe("what is said at the end", () => {
  const record = {
    version: 1,
    kind: "disaster-recovery",
    stack: "dev",
    sheet: { project: "ballast", stack: "dev", exported: devSheet.exported, fingerprint: "F" },
    backup: newest,
    snapshot: null,
    refused: [],
    startedAt: "2026-01-02T00:10:00.000Z",
    finishedAt: "2026-01-02T00:13:00.000Z",
    steps: [{ step: "verify backup", seconds: 12.34, what: `${newest} passes` }],
    rtoSeconds: 180,
    lastTransactionAt: "2026-01-02T00:08:00.000Z",
    rpoSeconds: 120,
  } as const;

  test("has the seconds of each step, the whole, and what may be lost (DR4)", () => {
    const text = recordText({ ...record, refused: [], steps: [...record.steps] }, "found/recovery.json");
    expect(text).toMatch(/1 +verify backup +12\.3 +20260102-000000F passes/);
    expect(text).toContain("RTO 3 min 0 s");
    expect(text).toContain("RPO 2 min 0 s at most: the newest transaction is of 2026-01-02T00:08:00.000Z");
    expect(text).toContain("Redis began empty");
  });

  test("names the snapshot of Redis", () => {
    const text = recordText({ ...record, refused: [], steps: [], snapshot: "20260101T000000Z" }, "f");
    expect(text).toContain(`recovered from backup ${newest} and snapshot 20260101T000000Z`);
    expect(text).not.toContain("began empty");
  });

  test("a point that was not measured is unknown, and not zero", () => {
    const unmeasured = { ...record, refused: [], steps: [], lastTransactionAt: null, rpoSeconds: null };
    expect(recordText(unmeasured, "f")).toContain("RPO unknown");
  });
});
