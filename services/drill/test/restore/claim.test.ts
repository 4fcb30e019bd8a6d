import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claim, finish } from "../../src/restore/claim";
import type { RestoreRequest } from "../../src/restore/request";

/** Nothing is ever restored over data: DR3. */
const request: RestoreRequest = { generation: 2, repository: 1, label: "20261125-020000F", target: "latest" };
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "claim-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("an empty volume is taken, also with what its file system has by itself", () => {
  mkdirSync(join(folder, "lost+found"));
  expect(claim(folder, request)).toBe("begun");
  expect(readdirSync(folder)).toEqual(["lost+found", "restore.json"]);
});

test("unfinished work is removed, whatever it was for", () => {
  claim(folder, { ...request, label: "20261124-020000F" });
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "half"), "");
  expect(claim(folder, request)).toBe("begun");
  expect(readdirSync(folder)).toEqual(["restore.json"]);
});

test("what is done stays, for the same request", () => {
  claim(folder, request);
  mkdirSync(join(folder, "data"));
  finish(folder, request);
  expect(claim(folder, request)).toBe("done");
  expect(readdirSync(folder)).toEqual(["data", "restore.json"]);
});

test("what is done is refused for another request, and stays", () => {
  claim(folder, request);
  mkdirSync(join(folder, "data"));
  finish(folder, request);
  expect(() => claim(folder, { ...request, target: "backup" })).toThrow("take a new generation");
  expect(readdirSync(folder)).toEqual(["data", "restore.json"]);
});

test("data of somebody else are refused, and stay", () => {
  mkdirSync(join(folder, "data"));
  expect(() => claim(folder, request)).toThrow("generation 2: its volume holds data, allowed is nothing; take a new generation");
  expect(readdirSync(folder)).toEqual(["data"]);
});
