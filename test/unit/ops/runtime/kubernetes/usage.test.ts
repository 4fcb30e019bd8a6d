import { exit } from "../../../../../ops/exit";
import { Refusal } from "../../../../../ops/runtime/kubernetes/api";
import { mebibytes, millicores, quantity } from "../../../../../ops/runtime/kubernetes/quantity";
import { KubernetesRuntime } from "../../../../../ops/runtime/kubernetes/runtime";
import { FakeApi, list } from "./fake-api";
import { pod, replicaSet } from "./objects";

const metrics = "/apis/metrics.k8s.io/v1beta1/namespaces/ballast-test/pods";
const usage = (answers: FakeApi["answers"]) =>
  new KubernetesRuntime(
    new FakeApi({
      "/apis/apps/v1/namespaces/ballast-test/replicasets": list(replicaSet("notes")),
      "/api/v1/namespaces/ballast-test/pods": list(
        pod("notes-a", "notes"),
        pod("notes-b", "notes"),
        pod("notes-c", "notes", {}, { status: { phase: "Failed" } }),
      ),
      ...answers,
    }),
    "ballast-test",
  ).usage(["Deployment/notes"]);

test("K85: what is used, in millicores and mebibytes, of what may be; what was not measured is not nothing", async () => {
  const measured = { metadata: { name: "notes-a" }, containers: [{ name: "notes", usage: { cpu: "12345678n", memory: "65536Ki" } }] };
  const limits = { cpu: { request: 100, limit: 500 }, memory: { request: 128, limit: 512 } };
  expect(await usage({ [metrics]: list(measured) })).toEqual([
    {
      unit: "Deployment/notes",
      pod: "notes-a",
      container: "notes",
      cpu: { used: 12, ...limits.cpu },
      memory: { used: 64, ...limits.memory },
    },
    { unit: "Deployment/notes", pod: "notes-b", container: "notes", ...limits },
  ]);
});

test.each([
  ["no metrics-server", {}],
  [
    "a metrics-server that does not answer",
    { [metrics]: new Refusal(503, "context fake", "the server is currently unable to handle the request") },
  ],
])("%s is said, and is no measurement", async (_what, answers) => {
  await expect(usage(answers)).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: expect.stringMatching(
      /^the cluster does not tell what its pods use: .+\nFix: install metrics-server in the cluster$/,
    ) as string,
  });
});

test("quantities of the Kubernetes API", () => {
  expect(["250m", "1", "0.5", "1500000n", "2000u", "1.5k", "1e3", "12E", "2E3"].map(quantity)).toEqual([
    0.25, 1, 0.5, 0.0015, 0.002, 1500, 1000, 12e18, 2000,
  ]);
  expect(["1Gi", "512Mi", "2048Ki", "128M", "134217728"].map(mebibytes)).toEqual([1024, 512, 2, 122, 128]);
  expect(["100m", "2", "1499999n"].map(millicores)).toEqual([100, 2000, 1]);
  expect(() => quantity("much")).toThrow('quantity: got "much"');
});
