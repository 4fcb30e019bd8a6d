import { drillArguments, drillInput, snapshotArguments } from "../../../../ops/keys/drill-container";

const container = { name: "drill", image: "image", store: "postgres" };
const mountOf = (words: string[]) => words[words.indexOf("--mount") + 1];

test("a drill reaches nobody, and only reads the repository (BR3)", () => {
  const words = drillArguments({ ...container, repository: { volume: "kept" } });
  expect(words.slice(words.indexOf("--network"), words.indexOf("--network") + 3)).toEqual(["--network", "none", "--read-only"]);
  expect(mountOf(words)).toBe("type=volume,source=kept,target=/repository,readonly");
  expect(mountOf(drillArguments({ ...container, repository: { folder: "/a/b" } }))).toBe(
    "type=bind,source=/a/b,target=/repository,readonly",
  );
});

test("what it runs is no part of the script, and what it prints is in no log (SE1)", () => {
  const words = drillArguments({ ...container, repository: { volume: "kept" }, command: ["drill", "verify", "--label", "$(id)"] });
  expect(words.slice(-6)).toEqual(["sh", "/run/secrets/pgbackrest.conf", "drill", "verify", "--label", "$(id)"]);
  expect(words.slice(words.indexOf("--log-driver"))[1]).toBe("none");
});

test("its secrets come through standard input: the key for evidence first, then settings with the passphrase (SE1)", () => {
  const lines = drillInput("passphrase", "evidence").split("\n");
  expect(lines.slice(0, 3)).toEqual(["evidence", "[global]", "repo1-cipher-pass=passphrase"]);
  expect(lines).toContain("repo1-path=/repository");
});

test("a drill of snapshots is as alone, reads them only, and holds them to no age (BR3)", () => {
  const words = snapshotArguments({ name: "drill", image: "image", snapshots: { volume: "kept" }, command: ["drill", "verify-snapshot"] });
  expect(words.slice(words.indexOf("--network"), words.indexOf("--network") + 3)).toEqual(["--network", "none", "--read-only"]);
  expect(mountOf(words)).toBe("type=volume,source=kept,target=/backups,readonly");
  expect(words.slice(-4)).toEqual(["sh", "/run/secrets/identity", "drill", "verify-snapshot"]);
  expect(words).toContain("LIMIT_BACKUP_AGE_SECONDS=3153600000");
});
