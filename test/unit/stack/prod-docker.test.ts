/**
 * The development stack under the name of production, verified within the deployment too, judged by the policies about backups as a preview would (BR4, BR7, SE5).
 * Does NOT prove: that a backup is made; test/docker/stack.test.ts does.
 */
import { policies } from "../../../policies/policies";
import { judge } from "../../support/judge";
import { devApplications, runProgram } from "./program";
import type { Asked } from "./record";

let resources: Asked[];

beforeAll(async () => {
  const verification = { onUp: true };
  ({ resources } = await runProgram({
    applications: devApplications(),
    postgres: { backup: { verification, dump: { verification } } },
    redis: { backup: { verification } },
  }));
}, 120_000);

const about = policies.filter(({ name }) => name.startsWith("backup-") || name === "data-protected");

test("there are five of them", () => {
  expect(about.map(({ name }) => name).sort()).toEqual([
    "backup-encrypted",
    "backup-retention",
    "backup-scheduled",
    "backup-verified",
    "data-protected",
  ]);
});

test.each(about.map((policy) => [policy.name, policy] as const))("%s is content with it", (_name, policy) => {
  const asked = resources.map(({ token: type, name, inputs: props, protect }) => ({ type, name, props, opts: { protect } }));
  expect(judge(policy, asked, { stack: "prod" })).toEqual({ violations: [] });
});
