import { FillingPod } from "../../../../../ops/dr/volumes/filling-pod";
import { contextIn } from "../../../../../ops/dr/volumes/volumes";
import { FakeApi } from "../../runtime/kubernetes/fake-api";

/** The pod that fills a volume claim. Does NOT prove: that a cluster takes it, or that files arrive; test/cluster/disaster.test.ts does. */

const pods = "/api/v1/namespaces/ballast-prod/pods";
const path = `${pods}/ballast-fill-postgres-repository`;
const running = {
  metadata: { name: "ballast-fill-postgres-repository", namespace: "ballast-prod", uid: "u", creationTimestamp: "2026-01-01T00:00:00Z" },
  spec: { containers: [{ name: "fill" }] },
  status: { phase: "Running" },
};
const podIn = (answers: ConstructorParameters<typeof FakeApi>[0]) => {
  const api = new FakeApi(answers);
  return { api, pod: new FillingPod(api, "ballast-prod", "postgres-repository", "registry/drill:1") };
};

test("it has no say in the cluster, no rights on its node, and one claim", async () => {
  const { api, pod } = podIn({ [`POST ${pods}`]: running });
  const request = jest.spyOn(api, "request");
  const began = pod.start();
  await eventuallyCalled(request, "POST");
  api.answers[path] = running;
  await began;
  expect(api.asked[0]).toBe(`DELETE ${path}?gracePeriodSeconds=0`);
  expect(api.sent[0]).toMatchObject({
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 999, fsGroup: 999, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          image: "registry/drill:1",
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
        },
      ],
      volumes: [{ persistentVolumeClaim: { claimName: "postgres-repository" } }],
    },
  });
});

async function eventuallyCalled(request: jest.SpyInstance, method: string): Promise<void> {
  while (!request.mock.calls.some(([called]) => called === method)) await new Promise((resolve) => setImmediate(resolve));
}

test("one that fails says what failed, and of which claim", async () => {
  const { pod } = podIn({});
  await expect(pod.ask(["rm", "x"])).rejects.toThrow("claim postgres-repository: rm ended with exit code 127: rm: not found");
});

test("the configuration says whether there is a cluster, and which", () => {
  expect(contextIn({})).toBeUndefined();
  expect(contextIn({ "ballast:platform": "docker" })).toBeUndefined();
  expect(contextIn({ "ballast:platform": "kubernetes", "ballast:kubernetes": { context: "prod", registry: "r" } })).toBe("prod");
  expect(() => contextIn({ "ballast:platform": "kubernetes" })).toThrow("got no ballast:kubernetes.context");
});
