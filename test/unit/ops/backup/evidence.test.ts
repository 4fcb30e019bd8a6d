import type { DeployedVerification } from "../../../../ops/backup/verifications";
import { judged, newestOf, readEvidence, type Evidence, type Found } from "../../../../ops/backup/evidence";
import { evidenceDrift, problemOf } from "../../../../ops/backup/evidence-drift";
import { evidenceJson, evidenceText } from "../../../../ops/backup/evidence-view";
import { exitCodeOf } from "../../../../ops/commands/backup/evidence";
import { CommandError, exit } from "../../../../ops/exit";
import { publicKeyOf, signed, signingKey } from "../../../../services/drill/src/evidence/signature";
import { evidenceOf } from "../../../../services/drill/test/evidence/evidence-of";

/** Evidence as the drill signs it. Does not prove that a container hands it over: test/docker does. */
const publicKey = publicKeyOf("a secret");
const key = signingKey("a secret");
type Change = Parameters<typeof evidenceOf>[0];
const document = (change?: Change) => signed(evidenceOf(change), key);
const found = (change?: Change): Found => judged("file.json", JSON.stringify(document(change)), publicKey);
const evidence = (change?: Change): Evidence | undefined => newestOf(1, [found(change)]);
const at = (day: string, change: Change = {}): Change => ({
  startedAt: `${day}T04:00:00.000Z`,
  finishedAt: `${day}T04:01:00.000Z`,
  ...change,
});

describe("a file", () => {
  test("that was signed is genuine, with what it measured (BR11)", () => {
    expect(found()).toEqual({
      file: "file.json",
      genuine: true,
      evidence: {
        outcome: "pass",
        repository: 1,
        backup: "20261125-020000F",
        startedAt: "2026-11-25T04:00:00.000Z",
        finishedAt: "2026-11-25T04:01:00.000Z",
        recoverySeconds: 1800,
        lostSeconds: 60,
      },
    });
  });

  test("without a measurement has none, never 0", () => {
    const unknown = { unknown: "nothing was restored" };
    const facts = {
      ...evidenceOf().facts,
      run: { ...(evidenceOf().facts as { run: object }).run, recoverySeconds: unknown, lostSeconds: unknown },
    };
    expect(found({ facts: facts as never })).toMatchObject({ evidence: { recoverySeconds: null, lostSeconds: null } });
    expect(found({ facts: null })).toMatchObject({ evidence: { recoverySeconds: null, lostSeconds: null } });
  });

  test.each([
    ["changed by a byte", JSON.stringify(document()).replace('"pass"', '"fail"'), "its signature is wrong"],
    ["made more of", JSON.stringify({ ...document(), passed: true }), "its signature is wrong"],
    ["signed by another stack", JSON.stringify(signed(evidenceOf(), signingKey("another"))), "its signature is wrong"],
    ["not signed", JSON.stringify(evidenceOf()), "it is no evidence"],
    ["no JSON", "pass", "it is no evidence"],
    ["empty", "", "it is no evidence"],
  ])("%s is not genuine", (_what, text, reason) => {
    expect(judged("file.json", text, publicKey)).toEqual({ file: "file.json", genuine: false, reason });
  });

  test("is not genuine by a key that is none", () => {
    expect(judged("file.json", JSON.stringify(document()), "no key")).toMatchObject({
      genuine: false,
      reason: expect.stringContaining("cannot be checked") as string,
    });
  });
});

const asked: string[][] = [];
const printing = (lines: object[], exitCode = 0): DeployedVerification => ({
  of: "backups",
  service: "postgres-verification",
  schedule: "0 4 * * *",
  publicKey,
  repositories: [1],
  run: (command, write) => {
    asked.push(command);
    for (const line of lines) write(JSON.stringify(line));
    return Promise.resolve(exitCode);
  },
});
const fileOf = (name: string, change?: Change) => ({ file: name, text: JSON.stringify(document(change)) });

describe("reading", () => {
  test("gives the oldest first by what is signed, whatever the files are called", async () => {
    const newer = fileOf("a.json", at("2026-11-26", { outcome: "fail" }));
    const older = fileOf("b.json", at("2026-11-25"));
    const all = await readEvidence(printing([newer, older, { files: 2, all: 7 }]), 2);
    expect(all.map(({ file }) => file)).toEqual(["b.json", "a.json"]);
    expect(asked.at(-1)).toEqual(["drill", "evidence", "--newest", "2"]);
  });

  test.each([
    ["without its end", [fileOf("a.json")], 0],
    ["with fewer files than it says", [fileOf("a.json"), { files: 2, all: 2 }], 0],
    ["that failed", [{ files: 0, all: 0 }], 1],
    ["that says nothing", [], 0],
  ])("an answer %s is never a history", async (_what, lines, exitCode) => {
    await expect(readEvidence(printing(lines, exitCode), 1)).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
  });
});

describe("backup evidence", () => {
  const forged: Found = { file: "z.json", genuine: false, reason: "its signature is wrong" };

  test.each([
    ["all genuine, the newest a pass", [found({ outcome: "fail" }), found()], exit.done],
    ["the newest no pass", [found(), found({ outcome: "partial" })], exit.failed],
    ["the newest could not be made", [found(), found({ outcome: "could-not-verify" })], exit.failed],
    ["one not genuine", [forged, found()], exit.failed],
    ["none at all", [], exit.missing],
  ])("%s", (_what, all, code) => expect(exitCodeOf(all, [1])).toBe(code));

  test("is a pass when each repository's newest is one", () => {
    const [first, second] = [found({ repository: 1, outcome: "fail" }), found({ repository: 2 })];
    expect(exitCodeOf([first, second], [1, 2])).toBe(exit.failed);
    expect(exitCodeOf([second], [1, 2])).toBe(exit.failed);
    expect(exitCodeOf([found({ repository: 1 }), second], [1, 2])).toBe(exit.done);
  });

  test("shows when, what, how it ended and what it measured, and what is not genuine", () => {
    const failed = found(at("2026-11-26", { outcome: "could-not-verify", backup: null, facts: null }));
    expect(evidenceText([found(), failed, forged], false)).toBe(
      `FINISHED AT               REPOSITORY  BACKUP            OUTCOME                              RECOVERY s  LOST s
2026-11-25T04:01:00.000Z  1           20261125-020000F  pass                                 1800.0      60.0
2026-11-26T04:01:00.000Z  1           none              could-not-verify                     unknown     unknown
z.json                                                  not genuine: its signature is wrong`,
    );
    expect(evidenceText([], false)).toBe("No verification has been made");
    expect(JSON.parse(evidenceJson("dev", [found(), forged]))).toMatchObject({
      stack: "dev",
      evidence: [{ file: "file.json", genuine: true, outcome: "pass", recoverySeconds: 1800 }, forged],
    });
  });
});

describe("drift", () => {
  const now = new Date("2026-11-27T09:00:00.000Z");
  const daily = "0 4 * * *";

  test.each([
    ["of today", "2026-11-27", undefined],
    ["of yesterday: one run was missed, or still goes on", "2026-11-26", undefined],
    ["of the day before: two were missed", "2026-11-25", "stale"],
    ["of last year", "2025-11-27", "stale"],
  ])("evidence %s", (_what, day, op) => expect(problemOf(evidence(at(day)), daily, now)?.op).toBe(op));

  test("a run that has four hours to go is not missed yet", () => {
    const early = new Date("2026-11-27T07:59:00.000Z");
    expect(problemOf(evidence(at("2026-11-25")), daily, early)).toBeUndefined();
    expect(problemOf(evidence(at("2026-11-25")), daily, new Date("2026-11-27T08:01:00.000Z"))?.op).toBe("stale");
  });

  test.each(["fail", "partial", "could-not-verify"] as const)("a verification that ended with %s", (outcome) => {
    expect(problemOf(evidence(at("2026-11-27", { outcome })), daily, now)).toEqual({
      op: outcome,
      reason: "verification of 2026-11-27T04:01:00.000Z, backup 20261125-020000F",
    });
  });

  const drift = (lines: object[]) => evidenceDrift(printing(lines), now);

  test("none where the newest passed", async () => {
    expect(
      await drift([fileOf("a.json", at("2026-11-26", { outcome: "fail" })), fileOf("b.json", at("2026-11-27")), { files: 2, all: 2 }]),
    ).toEqual([]);
  });

  test("no evidence, a forged one, and what cannot be read are told, each as itself", async () => {
    const told = (op: string, reason: string) => [{ where: "evidence", op, resource: "postgres-verification", properties: [reason] }];
    expect(await drift([{ files: 0, all: 0 }])).toEqual(told("missing", "repository 1: no verification has been made"));
    const forged = { file: "z.json", text: JSON.stringify({ ...document(at("2026-11-27")), reason: "" }) };
    expect(await drift([fileOf("b.json", at("2026-11-27")), forged, { files: 2, all: 2 }])).toEqual(
      told("not-genuine", "z.json: its signature is wrong"),
    );
    const stopped: DeployedVerification = {
      ...printing([]),
      run: () => Promise.reject(new CommandError("container a: got exited, must be running\nFix: start it", exit.couldNotAsk)),
    };
    expect(await evidenceDrift(stopped, now)).toEqual(told("unknown", "container a: got exited, must be running"));
  });

  test("a repository that nothing was verified of is told, beside one that is well", async () => {
    const both = { ...printing([fileOf("b.json", at("2026-11-27")), { files: 1, all: 1 }]), repositories: [1, 2] };
    expect((await evidenceDrift(both, now)).map(({ op, properties }) => [op, ...properties])).toEqual([
      ["missing", "repository 2: no verification has been made"],
    ]);
  });
});
