/** The folder that `./ballast render` writes: what is in it belongs to whoever wrote it. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeManifests } from "../../../../ops/render/write";

const parent = mkdtempSync(join(tmpdir(), "ballast-write-"));
let folder: string;

beforeEach(() => (folder = join(mkdtempSync(join(parent, "x-")), "manifests")));
afterAll(() => rmSync(parent, { recursive: true }));

const filesIn = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .sort();

test("what is no longer rendered goes, what somebody else put there stays", () => {
  writeManifests(folder, { "namespace.yaml": "a", "services/shop.yaml": "b", "services/old.yaml": "c" });
  writeFileSync(join(folder, "services/theirs.yaml"), "theirs");
  writeManifests(folder, { "namespace.yaml": "a2", "services/shop.yaml": "b" });
  expect(filesIn()).toEqual(["namespace.yaml", "services/shop.yaml", "services/theirs.yaml"]);
  expect(readFileSync(join(folder, "namespace.yaml"), "utf8")).toBe("a2");
});

test("a folder with somebody else's file under one of the names is refused, and nothing is written", () => {
  mkdirSync(join(folder, "services"), { recursive: true });
  writeFileSync(join(folder, "services/shop.yaml"), "theirs");
  expect(() => writeManifests(folder, { "namespace.yaml": "a", "services/shop.yaml": "b" })).toThrow(
    `--output: got ${folder}, which has services/shop.yaml that this command did not write; nothing was changed`,
  );
  expect(filesIn()).toEqual(["services/shop.yaml"]);
});

test("only its owner reads the Secrets, also where the file was there with another mode", () => {
  writeManifests(folder, { "secrets.yaml": "s", "namespace.yaml": "a" });
  chmodSync(join(folder, "secrets.yaml"), 0o644);
  writeManifests(folder, { "secrets.yaml": "s2", "namespace.yaml": "a" });
  expect(statSync(join(folder, "secrets.yaml")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, "secrets.yaml"), "utf8")).toBe("s2");
});

test("Secrets that are no longer asked for are taken away", () => {
  writeManifests(folder, { "secrets.yaml": "s", "namespace.yaml": "a" });
  writeManifests(folder, { "secrets.example.yaml": "e", "namespace.yaml": "a" });
  expect(filesIn()).toEqual(["namespace.yaml", "secrets.example.yaml"]);
});

test("a list that somebody changed reaches nothing outside of the folder", () => {
  writeManifests(folder, { "namespace.yaml": "a" });
  const outside = join(folder, "../outside.yaml");
  writeFileSync(outside, "theirs");
  writeFileSync(join(folder, ".ballast-rendered"), "namespace.yaml\n../outside.yaml\nservices/../../outside.yaml\n");
  writeManifests(folder, { "namespace.yaml": "a" });
  expect(existsSync(outside)).toBe(true);
});
