import { newestWalAt, readCatalogue } from "../../../../ops/backup/catalogue";
import { readDetails } from "../../../../ops/backup/details";
import { exit } from "../../../../ops/exit";
import { backupsOf, infoOf, labels, recording } from "./recorded";

/** In place of the containers: answers by the last words of a command, and notes all of it. */
const asked: string[] = [];
const answering = (answers: Record<string, string>) => (command: string[]) => {
  const line = command.join(" ");
  asked.push(line);
  const found = Object.entries(answers).find(([words]) => line.endsWith(words));
  return found ? Promise.resolve(found[1]) : Promise.reject(new Error(line));
};
beforeEach(() => asked.splice(0));

test("a backup whose folder was deleted is found, though pgBackRest lists it (BR3)", async () => {
  const folders = JSON.parse(recording("folders.json")) as Record<string, object>;
  delete folders[labels.incremental];
  const ask = answering({ " info": recording("damaged.json"), "--repo=1 repo-ls backup/main": JSON.stringify(folders) });
  const { backups } = await readCatalogue(ask, "main");
  expect(backups.map(({ reason }) => reason)).toEqual([
    null,
    null,
    "its files are gone from the repository",
    `parent ${labels.incremental} is missing`,
    "page checksum errors",
    "page checksum errors",
  ]);
  expect(asked[0]).toBe("pgbackrest --stanza=main --log-level-console=off --log-level-stderr=error --output=json info");
});

test("a repository whose list is not known is not asked for its folders", async () => {
  const ask = answering({
    " info": recording("one-of-two-gone.json"),
    "--repo=2 repo-ls backup/main": '{".":{"type":"path"},"20261125-193350F":{"type":"path"}}',
  });
  const { backups, repositories } = await readCatalogue(ask, "main");
  expect(backups.map(({ label }) => label)).toEqual(["20261125-193350F"]);
  expect(repositories[0]?.problem).toBe("missing stanza path");
  expect(asked).toHaveLength(2);
});

test("folders that cannot be listed are not folders that are there", async () => {
  const ask = answering({ " info": recording("healthy.json"), "repo-ls backup/main": "no" });
  await expect(readCatalogue(ask, "main")).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("the newest WAL's time is that of its file", async () => {
  const [repository] = infoOf("healthy.json").repositories;
  if (!repository) throw new Error("no repository");
  const ask = answering({ "--repo=1 repo-ls archive/main/17-1/0000000100000000": recording("segments.json") });
  expect(await newestWalAt(ask, "main", repository)).toBe("2026-11-25T19:33:48.000Z");
  expect(await newestWalAt(ask, "main", { ...repository, archives: [] })).toBeNull();
  const gone = { ...repository, archives: [{ id: "17-1", first: "000000010000000000000001", last: "0000000100000000000000FF" }] };
  expect(await newestWalAt(ask, "main", gone)).toBeNull();
});

test("details come from the manifest, and are not known without it", async () => {
  const one = backupsOf(infoOf("damaged.json")).at(-2);
  if (!one) throw new Error("no backup");
  const words = `--repo=1 --set=${labels.damaged} info`;
  expect(await readDetails(answering({ [words]: recording("damaged-alone.json") }), "main", one)).toEqual({
    databases: ["postgres"],
    damagedFiles: ["base/5/16384"],
  });
  expect(await readDetails(answering({ [words]: recording("healthy-alone.json") }), "main", one)).toEqual({
    databases: ["postgres"],
    damagedFiles: [],
  });
  expect(await readDetails(answering({ [words]: recording("gone-alone.json") }), "main", one)).toBeNull();
});
