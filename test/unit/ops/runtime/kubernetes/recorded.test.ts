import { KubernetesRuntime } from "../../../../../ops/runtime/kubernetes/runtime";
import { expected } from "../../../../cluster/programs/ops-objects";
import { FakeApi } from "./fake-api";
import states from "./recordings/states.json";

/** What the API server of Kubernetes 1.34.4 answered about test/cluster/programs/ops-objects.ts. Does not prove that other versions answer the same. */
test.each(Object.entries(expected))("K82: %s is told apart", async (unit, [health, reason]) => {
  jest.spyOn(Date, "now").mockReturnValue(Date.parse(states.at));
  const found = (await new KubernetesRuntime(new FakeApi(states.answers), "ballast-ops-test").health([unit])).get(unit);
  expect(found?.health).toBe(health);
  if (reason) expect(found?.reason).toMatch(reason);
  else expect(found).toEqual({ unit, health });
});

test("what the failing probe printed is there", async () => {
  const found = await new KubernetesRuntime(new FakeApi(states.answers), "ballast-ops-test").health(["Deployment/not-ready"]);
  expect(found.get("Deployment/not-ready")?.check).toBe("Readiness probe failed: recovery 63%");
});
