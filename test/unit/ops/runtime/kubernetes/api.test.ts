import { exit } from "../../../../../ops/exit";
import { messageOf, Refusal } from "../../../../../ops/runtime/kubernetes/api";
import { KubernetesRuntime } from "../../../../../ops/runtime/kubernetes/runtime";
import { FakeApi, list } from "./fake-api";

const namespace = "/api/v1/namespaces/ballast-test";
const runtimeWith = (answers: FakeApi["answers"]): [KubernetesRuntime, FakeApi] => {
  const api = new FakeApi(answers);
  return [new KubernetesRuntime(api, "ballast-test"), api];
};

test.each([401, 403, 429, 500, 503])("HTTP %d is not an answer, and nothing counts as missing", async (status) => {
  const [runtime] = runtimeWith({
    "/apis/apps/v1/namespaces/ballast-test/statefulsets": new Refusal(status, "context ballast", "no"),
    [`${namespace}/pods`]: list(),
  });
  await expect(runtime.health(["StatefulSet/postgres"])).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("a unit that is none of Kubernetes could not be asked about", async () => {
  const [runtime] = runtimeWith({});
  await expect(runtime.health(["ballast-dev-postgres"])).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("a refusal says what the API server said, and what to do", () => {
  expect(messageOf('{"kind":"Status","message":"pods is forbidden"}')).toBe("pods is forbidden");
  expect(messageOf("<html>Bad Gateway</html>")).toBe("<html>Bad Gateway</html>");
  expect(messageOf("")).toBe("it gave no reason");
  expect(new Refusal(403, "context ballast", "pods is forbidden").message).toBe(
    "could not ask the cluster of context ballast: pods is forbidden (HTTP 403)\nFix: ask for a role that allows it, or use another context",
  );
});

describe("removing data", () => {
  const claim = `DELETE ${namespace}/persistentvolumeclaims/postgres-data`;
  const namespaceOf = (owner: string) => ({ metadata: { name: "ballast-test", labels: { "app.kubernetes.io/managed-by": owner } } });

  test("deletes the claims, then the namespace, and waits until it is gone", async () => {
    const [runtime, api] = runtimeWith({ [claim]: {}, [namespace]: namespaceOf("ballast"), [`DELETE ${namespace}`]: {} });
    const removed = runtime.removeVolumes(["postgres-data", "gone-already"]);
    setTimeout(() => delete api.answers[namespace], 500);
    await removed;
    expect(api.asked).toEqual([
      claim,
      `DELETE ${namespace}/persistentvolumeclaims/gone-already`,
      `GET ${namespace}`,
      `DELETE ${namespace}`,
      `GET ${namespace}`,
      `GET ${namespace}`,
    ]);
  });

  test("leaves a namespace that somebody else made", async () => {
    const [runtime, api] = runtimeWith({ [claim]: {}, [namespace]: namespaceOf("somebody") });
    await runtime.removeVolumes(["postgres-data"]);
    expect(api.asked).toEqual([claim, `GET ${namespace}`]);
  });

  test("what is gone is no error, what is refused is one", async () => {
    await runtimeWith({})[0].removeVolumes(["postgres-data"]);
    await expect(runtimeWith({ [claim]: new Refusal(403, "context fake", "no") })[0].removeVolumes(["postgres-data"])).rejects.toThrow(
      "HTTP 403",
    );
  });
});
