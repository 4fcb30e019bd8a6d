import { programResources } from "../../../ops/program-resources";
import * as project from "../../../ops/project";
import * as stackFile from "../../../ops/stack-file";

/** The program of a stack with a secret in its file, run without an engine. Does not prove what an engine makes of it: test/engine does. */

test("a secret of the stack's file is one for the program as well, also while it is recovered", async () => {
  jest.spyOn(project, "requireConfig").mockReturnValue(undefined);
  jest.spyOn(stackFile, "stackConfig").mockReturnValue({
    "ballast:postgres": JSON.stringify({
      backup: { objectStorage: { place: "outside", endpoint: "s3.example.test", bucket: "backups", region: "r", keyId: "id" } },
    }),
    "ballast:objectStorageKey": JSON.stringify({ secure: "v1:encrypted" }),
    "ballast:recovered": JSON.stringify({ secure: "v1:encrypted" }),
  });
  jest.spyOn(stackFile, "secretKeys").mockReturnValue(["ballast:objectStorageKey", "ballast:recovered"]);
  const resources = await programResources("dev");
  expect(resources.map(({ type }) => type)).toContain("pulumi-nodejs:dynamic/ballast:Preflight");
});
