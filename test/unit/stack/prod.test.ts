/**
 * The program with the configuration of production, judged by every policy as a preview would (SE5, K84).
 * Does NOT prove: that a cluster accepts the objects.
 */
import { policies } from "../../../policies/policies";
import { judge } from "../../support/judge";
import { readProjectFile, stackConfig } from "../config/yaml";
import { runProgram } from "./program";
import type { Asked } from "./record";

const digest = `sha256:${"0".repeat(64)}`;
jest.mock("../../../components/platform/kubernetes/registry", () => ({ digestOf: () => Promise.resolve(digest) }));

let resources: Asked[];

beforeAll(async () => {
  ({ resources } = await runProgram(stackConfig(readProjectFile("Pulumi.prod.yaml"))));
}, 120_000);

const kinds = ["Namespace", "StatefulSet", "Deployment", "Job", "ConfigMap", "Secret", "Service", "NetworkPolicy", "PersistentVolumeClaim"];

test("makes something for every policy to judge", () => {
  const made = new Set(resources.map(({ type }) => type));
  expect(kinds.filter((kind) => !made.has(kind))).toEqual([]);
});

test.each(policies.map((policy) => [policy.name, policy] as const))("%s is content with it", (_name, policy) => {
  const asked = resources.map(({ token: type, name, inputs: props, protect }) => ({ type, name, props, opts: { protect } }));
  expect(judge(policy, asked, { stack: "prod" })).toEqual({ violations: [] });
});
