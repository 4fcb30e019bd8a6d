import { sizeText } from "../../../../ops/backup/amounts";
import { listJson, listText } from "../../../../ops/backup/list-view";
import { showText } from "../../../../ops/backup/show-view";
import { statusText } from "../../../../ops/backup/status-view";
import { recoveryWindow } from "../../../../ops/backup/window";
import { statusOf } from "../../../../ops/commands/backup/status";
import { backupsOf, infoOf, labels } from "./recorded";

const damaged = infoOf("damaged.json");
const catalogue = { repositories: damaged.repositories, backups: backupsOf(damaged) };
const newestWalAt = "2026-11-25T19:33:50.000Z";

test("a recovery window goes from the oldest intact backup to the newest WAL (BR5)", () => {
  const [, ...others] = catalogue.backups;
  expect(recoveryWindow(1, catalogue.backups, newestWalAt)).toEqual({ repository: 1, from: "2026-11-25T19:33:45.000Z", to: newestWalAt });
  expect(recoveryWindow(1, catalogue.backups, "2026-11-25T19:33:44.000Z").to).toBe("2026-11-25T19:33:45.000Z");
  expect(recoveryWindow(1, others, null)).toEqual({ repository: 1, from: "2026-11-25T19:33:46.000Z", to: null });
  expect(recoveryWindow(1, catalogue.backups.slice(-2), newestWalAt)).toEqual({ repository: 1, from: null, to: null });
  expect(recoveryWindow(2, catalogue.backups, newestWalAt)).toEqual({ repository: 2, from: null, to: null });
});

test("the list, for people", () => {
  const windows = [recoveryWindow(1, catalogue.backups, newestWalAt)];
  expect(listText({ ...catalogue, backups: catalogue.backups.slice(-3) }, windows, false)).toBe(
    [
      "LABEL                              TYPE         REPOSITORY  STOPPED AT                TOOK s  DATABASE  STORED  STATE",
      "20261125-193344F_20261125-193347I  incremental  1           2026-11-25T19:33:48.000Z  1       23.9Mi    408B    intact",
      "20261125-193348F                   full         1           2026-11-25T19:33:49.000Z  1       23.9Mi    3.2Mi   damaged: page checksum errors",
      "20261125-193348F_20261125-193349I  incremental  1           2026-11-25T19:33:50.000Z  1       23.9Mi    408B    damaged: page checksum errors",
      "",
      "Recovery window of repository 1: 2026-11-25T19:33:45.000Z to 2026-11-25T19:33:50.000Z",
      "3 backups, 1 intact, 3.2Mi stored",
      "Not verified: no backup was restored for this.",
    ].join("\n"),
  );
});

test("a list with nothing, and a repository that does not tell", () => {
  const repositories = [
    { key: 1, problem: null, archives: [] },
    { key: 2, problem: "missing stanza path", archives: [] },
  ];
  expect(listText({ repositories, backups: [] }, [recoveryWindow(1, [], null)], false)).toBe(
    [
      "No backup",
      "",
      "Repository 2: what it has is not known: missing stanza path",
      "Recovery window of repository 1: none, it has no intact backup",
      "0 backups, 0 intact, 0B stored",
      "Not verified: no backup was restored for this.",
    ].join("\n"),
  );
});

test("the list and its statistics as JSON (BR5)", () => {
  expect(JSON.parse(listJson("dev", catalogue, [], []))).toMatchObject({
    stack: "dev",
    backups: catalogue.backups,
    repositories: [{ repository: 1, problem: null }],
    count: 6,
    intact: 4,
    storedBytes: 3339000 + 9536 + 7136 + 408 + 3345416 + 408,
    verified: false,
  });
});

test("one backup, with its chain", () => {
  const [, , incremental, , full] = catalogue.backups;
  if (!incremental || !full) throw new Error("no backup");
  expect(showText(incremental, { databases: ["notes", "postgres"], damagedFiles: [] })).toBe(
    [
      `label           ${labels.incremental}`,
      "type            incremental",
      "state           intact",
      "repository      1",
      `builds on       ${labels.differential}`,
      `needs           ${labels.full}, ${labels.differential}`,
      "started         2026-11-25T19:33:46.000Z",
      "stopped         2026-11-25T19:33:47.000Z, after 1 s",
      "database        23.9Mi",
      "read            1.5Mi",
      "stored          7.0Ki, 226.2 : 1",
      "WAL             000000010000000000000006 to 000000010000000000000006",
      "LSN             0/6000028 to 0/6000120",
      "page checksums  no errors",
      "databases       notes, postgres",
      "",
      "Not verified: no backup was restored for this.",
    ].join("\n"),
  );
  const text = showText(full, { databases: [], damagedFiles: ["base/5/16384"] });
  expect(text).toContain("builds on       nothing\nneeds           nothing\n");
  expect(text).toContain("page checksums  errors in base/5/16384");
  expect(showText(full, null)).toContain("databases       not known: its manifest cannot be read");
});

test("the status, for people", () => {
  const jobs = { full: { service: "f", schedule: "0 2 * * 0" }, differential: { service: "d", schedule: "0 2 * * 1-6" } };
  expect(statusText(statusOf(jobs, catalogue, new Date("2026-11-27T12:00:00.000Z")), false)).toBe(
    [
      "JOB           REPOSITORY  SCHEDULE     DUE                       LAST                      AGE h  VERDICT",
      "full          1           0 2 * * 0    2026-11-22T02:00:00.000Z  2026-11-25T19:33:45.000Z  40.4   ok",
      "differential  1           0 2 * * 1-6  2026-11-27T02:00:00.000Z  2026-11-25T19:33:46.000Z  40.4   overdue",
      "",
      `Newest backup of repository 1: ${labels.onDamaged}, damaged: page checksum errors`,
      "Not verified: no backup was restored for this.",
    ].join("\n"),
  );
});

test.each([
  [0, "0B"],
  [1023, "1023B"],
  [1024, "1.0Ki"],
  [25_060_406, "23.9Mi"],
  [2 ** 40, "1.0Ti"],
  [2 ** 52, "4096.0Ti"],
])("%d bytes are %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));
