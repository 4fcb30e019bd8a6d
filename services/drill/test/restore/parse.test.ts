import { requestIn } from "../../src/restore/parse";

/** DR3: before anything is changed. */
const good = { generation: 2, repository: 1, label: "20261125-020000F_20261125-110000D", target: "latest" };
const refused = (change: object) => () => requestIn(JSON.stringify({ ...good, ...change }));

test.each(["latest", "backup", { time: "2026-11-25T11:59:00Z" }, { time: "2026-11-25T11:59:00.123Z" }])("target %j", (target) => {
  expect(requestIn(JSON.stringify({ ...good, target }))).toEqual({ ...good, target });
});

test("no JSON, and no object", () => {
  expect(() => requestIn("{")).toThrow("the request of a restore is no JSON: got {, allowed is an object");
  expect(() => requestIn("[]")).toThrow("got [], allowed is an object with generation, repository, label, target; nothing was done");
});

test.each([
  [{ generation: 1 }, "generation: got 1, allowed is the number of a generation, from 2"],
  [{ generation: undefined }, "generation: got nothing"],
  [{ repository: "1" }, 'repository: got "1", allowed is the number of a repository, from 1'],
  [{ label: "../20261125-020000F" }, 'label: got "../20261125-020000F", allowed is the label of a backup'],
  [{ target: "newest" }, 'target: got "newest", allowed is "latest", "backup", or {"time": …} in UTC'],
  [{ target: { time: "2026-11-25T11:59:00+01:00" } }, "target: got "],
  [{ target: { time: "2026-11-25T11:59:00.123456Z" } }, "target: got "],
  [{ target: { time: "2026-02-30T11:59:00Z" } }, "target: got "],
  [{ target: { time: "2026-11-25T11:59:00Z", lsn: "0/1" } }, "target: got "],
  [{ lable: "x" }, "lable: not known, allowed are generation, repository, label, target"],
])("%j is refused", (change, words) => expect(refused(change)).toThrow(words));

test("every mistake at once, and what to do", () => {
  expect(refused({ generation: 0, label: "x" })).toThrow(
    /generation: .*; label: .*; nothing was done, set it right under recovery.restores/,
  );
});
