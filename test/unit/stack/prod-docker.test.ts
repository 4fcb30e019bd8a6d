/**
 * The development stack under the name of production, judged by the policies about backups as a preview would (BR4, BR7, SE5).
 * Does NOT prove: that a backup is made; test/docker/stack.test.ts does.
 */
import { policies } from "../../../policies/policies";
import { judge } from "../../support/judge";
import { devApplications, runProgram } from "./program";
import type { Asked } from "./record";

let resources: Asked[];

beforeAll(async () => {
  ({ resources } = await runProgram({ applications: devApplications() }));
}, 120_000);

const about = policies.filter(({ name }) => name.startsWith("backup-"));

test("there are three of them", () => {
  expect(about.map(({ name }) => name).sort()).toEqual(["backup-encrypted", "backup-retention", "backup-scheduled"]);
});

test.each(about.map((policy) => [policy.name, policy] as const))("%s is content with it", (_name, policy) => {
  const asked = resources.map(({ token: type, name, inputs: props }) => ({ type, name, props }));
  expect(judge(policy, asked, { stack: "prod" })).toEqual({ violations: [] });
});
