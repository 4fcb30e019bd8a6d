import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderProblems } from "../../../config-folders";

const project = mkdtempSync(join(tmpdir(), "folders-"));
const outside = mkdtempSync(join(tmpdir(), "outside-"));

beforeAll(() => {
  for (const folder of ["good", "empty"]) mkdirSync(join(project, folder));
  for (const folder of [join(project, "good"), outside]) writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  symlinkSync(outside, join(project, "link"));
  symlinkSync("good", join(project, "alias"));
});
afterAll(() => [project, outside].forEach((folder) => rmSync(folder, { recursive: true })));

const problems = (build: string) => folderProblems({ shop: { build }, other: {} }, project);

test.each([
  ["no/such", "does not exist"],
  ["good/Dockerfile", "is no folder"],
  ["empty", "has no Dockerfile"],
  ["link", "is outside of the project"],
  ["../" + outside.split("/").at(-1), "is outside of the project"],
])("fails for %s, which %s", (build, problem) => {
  expect(problems(build)).toEqual([
    `ballast:applications.shop.build: got "${build}", which ${problem}, allowed is a folder of the project with a Dockerfile; correct the path or add what is missing`,
  ]);
});

test.each(["good", "alias"])("takes %s", (build) => {
  expect(problems(build)).toEqual([]);
});
