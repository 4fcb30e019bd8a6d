import { once } from "node:events";
import { readFileSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { newAuthority } from "../../toolchain/cluster/authority";
import { layoutOf } from "../../toolchain/cluster/layout";
import { apiServer, settings } from "../../toolchain/cluster/settings";
import { users } from "../../toolchain/cluster/users";
import { pathsOf } from "../../toolchain/paths";
import { docker, eventually } from "../support/docker";
import { apply, askKubectl, kubectl } from "../support/kubectl";
import { run } from "../support/test-stack";
import { claim, ingress, podsOf, policy, service } from "./programs/cluster-objects";
import { namespaceObject } from "./programs/ops-objects";

/** K82, K83, K84: what a stack relies on is so on the local cluster, and not only declared. */
jest.setTimeout(180_000);

const root = join(__dirname, "../..");
const namespace = `ballast-cluster-test-${process.pid}`;
const host = `${namespace}.test`;
const inNamespace = (...args: string[]) => kubectl("--namespace", namespace, ...args);
const inside = (pod: string, script: string) =>
  askKubectl("--namespace", namespace, "exec", pod, "--", "timeout", "5", "bash", "-c", script);
const reach = (from: string, to: string) => inside(from, `exec 3<>/dev/tcp/${to}/8080`);
const reachable = (from: string, to: string) => eventually(`${from} reaches ${to}`, 30, async () => (await reach(from, to)).code === 0);
const ready = (...pods: string[]) => inNamespace("wait", "--for=condition=Ready", "--timeout=90s", ...pods.map((pod) => `pod/${pod}`));
const field = (object: string, path: string) => inNamespace("get", object, `--output=jsonpath=${path}`);

/** IPv4 addresses of this machine that are neither loopback nor the node's own. */
const otherAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ family, internal, address }) => family === "IPv4" && !internal && address !== settings.nodeAddress)
  .map(({ address }) => address);

function opens(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: address, timeout: 2000 });
    const end = (open: boolean) => (socket.destroy(), resolve(open));
    socket
      .once("connect", () => end(true))
      .once("timeout", () => end(false))
      .once("error", () => end(false));
  });
}

const pki = (name: string): string => readFileSync(join(layoutOf(pathsOf(process.env).cache).pki, name), "utf8");
/** @returns status of the API server's answer */
async function apiStatus(path: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const request = https.get(`${apiServer}${path}`, { ca: pki("ca.crt"), headers, agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

let image: string;
let reference: string;
let authority: Awaited<ReturnType<typeof newAuthority>>;

beforeAll(async () => {
  // A label of its own makes it an image that no node has.
  image = `ballast-cluster-test:${process.pid}`;
  const built = await run("sh", [
    "-c",
    `printf 'FROM debian:trixie-slim\\nLABEL test=%s\\n' ${namespace} | docker build --quiet --tag ${image} -`,
  ]);
  if (built.code !== 0) throw new Error(built.output);
  const loaded = await run(join(root, "ballast"), ["cluster", "load", image, "--json"]);
  if (loaded.code !== 0) throw new Error(loaded.output);
  [{ reference }] = JSON.parse(loaded.stdout) as [{ reference: string }];

  const pods = podsOf(reference);
  authority = await newAuthority("ballast cluster test");
  await apply([namespaceObject(namespace)]);
  await apply(
    [
      ...["server", "guarded"].flatMap((name) => [pods.server(name), service(name, name)]),
      ...["client", "stranger"].map((name) => pods.client(name)),
      pods.greedy("greedy"),
      claim("data"),
      pods.keeper("keeper", "data"),
      service("outside", "server", "NodePort"),
      service("nobody", "nobody"),
      policy("deny", "guarded", []),
      ...ingress(host, "server", await authority.issue({ name: host, hosts: [host] })),
    ],
    "--namespace",
    namespace,
  );
  await ready("server", "guarded", "client", "stranger", "keeper");
});

afterAll(async () => {
  await kubectl("delete", "namespace", namespace, "--ignore-not-found");
  await docker("image", "rm", "--force", image, reference.replace(/@.*/, ""));
});

test("the node is ready, and has what a stack asks the preflight for", async () => {
  expect(await kubectl("get", "node", settings.name, '--output=jsonpath={.status.conditions[?(@.type=="Ready")].status}')).toBe("True");
  expect(await kubectl("get", "storageclass", settings.storageClass, "--output=jsonpath={.metadata.annotations}")).toContain(
    'is-default-class":"true"',
  );
  expect(await kubectl("get", "ingressclass", settings.ingressClass, "--output=jsonpath={.metadata.annotations}")).toContain(
    'is-default-class":"true"',
  );
});

describe("who may what", () => {
  test("nobody without a name is let in", async () => {
    for (const path of ["/api/v1/secrets", "/api/v1/namespaces", "/apis"]) expect([401, 403]).toContain(await apiStatus(path));
    expect(await apiStatus("/api/v1/namespaces", "no such token")).toBe(401);
  });

  test("a service account is known, and reads no Secret: neither its own namespace's nor others'", async () => {
    const token = await inNamespace("create", "token", "default");
    expect(await apiStatus("/apis", token)).toBe(200);
    for (const of of [namespace, "kube-system"]) expect(await apiStatus(`/api/v1/namespaces/${of}/secrets`, token)).toBe(403);
  });

  test.each(Object.values(users).filter((user) => user !== users.ingress))("%s reads no Secrets", async (user) => {
    const { stdout } = await askKubectl("auth", "can-i", "get", "secrets", "--all-namespaces", "--as", user);
    expect(stdout.trim()).toBe("no");
  });

  test("the ingress reads Secrets, because certificates are, and changes none", async () => {
    const may = async (verb: string) =>
      (await askKubectl("auth", "can-i", verb, "secrets", "--all-namespaces", "--as", users.ingress)).stdout.trim();
    expect(await Promise.all(["get", "create", "update", "delete"].map(may))).toEqual(["yes", "no", "no", "no"]);
  });

  test("a pod that keeps no Pod Security is refused", async () => {
    const { code, output } = await askKubectl("--namespace", namespace, "run", "root", `--image=${reference}`, "--restart=Never");
    expect(code).not.toBe(0);
    expect(output).toContain('violates PodSecurity "restricted:latest"');
  });
});

describe("images", () => {
  test("what `cluster load` has sent is pulled by its digest", async () => {
    expect(reference).toMatch(new RegExp(`^localhost:5001/ballast-cluster-test:${process.pid}@sha256:[0-9a-f]{64}$`));
    expect(await field("pod/server", "{.status.containerStatuses[0].imageID}")).toContain(reference.split("@")[1]);
  });

  test("the registry answers on loopback, and nowhere else", async () => {
    expect(await opens("127.0.0.1", settings.registryPort)).toBe(true);
    expect(otherAddresses.length).toBeGreaterThan(0);
    for (const address of [...otherAddresses, settings.nodeAddress])
      expect([address, await opens(address, settings.registryPort)]).toEqual([address, false]);
  });
});

describe("network", () => {
  test("a pod finds a Service by its short and by its full name", async () => {
    const address = await field("service/server", "{.spec.clusterIP}");
    for (const name of ["server", `server.${namespace}.svc.cluster.local`]) {
      await eventually(`${name} resolves`, 30, async () =>
        (await inside("client", `getent hosts ${name}`)).stdout.startsWith(`${address} `),
      );
    }
    await reachable("client", "server");
  });

  test("a node port answers on loopback, and on no address that another machine reaches", async () => {
    const port = Number(await field("service/outside", "{.spec.ports[0].nodePort}"));
    await eventually("the node port answers", 30, () => opens("127.0.0.1", port));
    expect(otherAddresses.length).toBeGreaterThan(0);
    for (const address of otherAddresses) expect([address, await opens(address, port)]).toEqual([address, false]);
  });

  test("a Service without pods cannot be reached, instead of let out into the machine's network", async () => {
    const { code, output } = await reach("client", "nobody");
    expect(code).toBe(1);
    expect(output).toContain("Network is unreachable");
  });

  test("a policy that lets nobody in is enforced; one that lets some in lets in no others", async () => {
    await reachable("client", "server");
    await reachable("stranger", "server");
    for (const from of ["client", "stranger"]) expect((await reach(from, "guarded")).code).not.toBe(0);
    await apply([policy("allow", "guarded", ["client"])], "--namespace", namespace);
    await reachable("client", "guarded");
    expect((await reach("stranger", "guarded")).code).not.toBe(0);
  });

  test("an Ingress answers by host over HTTPS with the certificate of its Secret; HTTP is sent there", async () => {
    const ask = async (name: string) => {
      const request = https.get({ host: "127.0.0.1", servername: host, headers: { host: name }, ca: authority.certificate, agent: false });
      const [response] = (await once(request, "response")) as [IncomingMessage];
      return [response.statusCode, (await text(response)).trim()];
    };
    await eventually("the ingress answers", 30, () =>
      ask(host).then(
        ([status]) => status === 200,
        () => false,
      ),
    );
    expect(await ask(host)).toEqual([200, "I am server"]);
    expect((await ask("another.test"))[0]).toBe(404);
    const plain = http.get({ host: "127.0.0.1", headers: { host }, agent: false });
    const [response] = (await once(plain, "response")) as [IncomingMessage];
    response.resume();
    expect([response.statusCode, response.headers.location]).toEqual([308, `https://${host}/`]);
  });
});

test("a container that takes more memory than its limit is ended", async () => {
  await inNamespace("wait", "--for=jsonpath={.status.phase}=Failed", "--timeout=60s", "pod/greedy");
  expect(await field("pod/greedy", "{.status.containerStatuses[0].state.terminated.reason}")).toBe("OOMKilled");
});

test("usage of a pod is measured", async () => {
  await eventually("metrics of the server", 90, async () => {
    const { code, stdout } = await askKubectl("get", "--raw", `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods/server`);
    return (
      code === 0 &&
      Number.parseInt((JSON.parse(stdout) as { containers: { usage: { memory: string } }[] }).containers[0]?.usage.memory ?? "", 10) > 0
    );
  });
});

test("a network that somebody makes on the machine keeps no pod from ending", async () => {
  for (const command of ["add", "delete"]) expect(await run("ip", ["netns", command, namespace])).toMatchObject({ code: 0 });
  expect(await askKubectl("--namespace", namespace, "delete", "pod", "stranger", "--timeout=60s")).toMatchObject({ code: 0 });
});

test("a volume is the pod's group's, outlives the pod, and goes with its claim", async () => {
  expect(await field("pvc/data", "{.status.phase} {.spec.storageClassName}")).toBe(`Bound ${settings.storageClass}`);
  const volume = await field("pvc/data", "{.spec.volumeName}");
  expect((await inside("keeper", "stat --format=%g:%A /data && echo kept > /data/file")).stdout.trim()).toBe("4321:drwxrws---");
  await inNamespace("delete", "pod", "keeper");
  await apply([podsOf(reference).keeper("keeper", "data")], "--namespace", namespace);
  await ready("keeper");
  expect((await inside("keeper", "cat /data/file")).stdout.trim()).toBe("kept");
  await inNamespace("delete", "pod/keeper", "pvc/data");
  await eventually("the volume is gone", 60, async () => (await kubectl("get", "pv", volume, "--ignore-not-found")) === "");
  const folder = join(layoutOf(pathsOf(process.env).cache).volumes, volume);
  expect(() => readFileSync(join(folder, "file"))).toThrow("ENOENT");
});
