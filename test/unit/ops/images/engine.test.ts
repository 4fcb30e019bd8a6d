import { buildArguments } from "../../../../ops/images/engine";
import { ownImagesIn, registryOf, shortName } from "../../../../ops/images/own-images";
import { pushProblem } from "../../../../ops/images/push-problem";
import { consent } from "../../../../ops/images/push-missing";
import type { KubernetesNeeds } from "../../../../components/platform/needs";

const reference = "localhost:5001/ballast/images-redis:9f2c";

test("an image is built on the network of the host, with its versions as arguments", () => {
  const image = { reference, build: { folder: "images/redis", args: { REDIS_VERSION: "5:8.0.*" } } };
  const versions = ["--build-arg", "REDIS_VERSION=5:8.0.*"];
  expect(buildArguments(image, false)).toEqual(["build", "--network", "host", ...versions, "--tag", reference, "images/redis"]);
  expect(buildArguments(image, true)).toEqual([
    "build",
    "--network",
    "host",
    "--no-cache",
    ...versions,
    "--tag",
    reference,
    "images/redis",
  ]);
});

test("a reference has its registry and a short name", () => {
  expect(registryOf(reference)).toBe("localhost:5001");
  expect(shortName(reference)).toBe("images-redis");
  expect(shortName(`registry.example/team/shop@sha256:${"0".repeat(64)}`)).toBe("shop");
});

describe("the images of a stack", () => {
  const needs: KubernetesNeeds = {
    platform: "kubernetes",
    owner: "ballast-prod",
    context: "ballast",
    namespace: "ballast-prod",
    memory: { requests: 0, limits: 0 },
    cpu: { requests: 0 },
    volumes: [],
    nodePorts: [],
    pods: [],
    kinds: [],
    images: [
      { reference, build: { folder: "images/redis", args: {} } },
      { reference: "registry.example/shop:1" },
      { reference, build: { folder: "images/redis", args: {} } },
    ],
  };

  test("are those that it builds, each once", () => {
    expect(ownImagesIn(needs, "prod")).toEqual([{ reference, build: { folder: "images/redis", args: {} } }]);
  });

  test("are none of this command's where the stack runs on Docker", () => {
    const { owner, memory, cpu, volumes } = needs;
    const common = { owner, memory, cpu, volumes };
    expect(() =>
      ownImagesIn({ ...common, platform: "docker", ports: [], networks: [], images: [], base: "debian:trixie-slim" }, "dev"),
    ).toThrow(
      "stack dev: got platform docker, allowed is kubernetes: a Docker engine builds its own images inside `up`\n" +
        "Fix: name a stack on Kubernetes with --stack",
    );
  });
});

/** Each as Docker 20.10 prints it. */
test.each([
  [
    'Get "http://localhost:5001/v2/": dial tcp 127.0.0.1:5001: connect: connection refused',
    "the Docker engine does not reach localhost:5001",
    "start the registry",
  ],
  ['Get "https://10.0.0.7:5000/v2/": http: server gave HTTP response to HTTPS client', "localhost:5001 speaks HTTP", "insecure-registries"],
  ['Get "https://10.0.0.7/v2/": x509: certificate signed by unknown authority', "does not trust the certificate", "/etc/docker/certs.d/"],
  ["denied: requested access to the resource is denied", "localhost:5001 does not let this user push", "docker login localhost:5001"],
  ["no basic auth credentials", "localhost:5001 does not let this user push", "docker login localhost:5001"],
])("a push that ends with %p has a cause and a fix", (line, cause, fix) => {
  const { message } = pushProblem(reference, `The push refers to repository [localhost:5001/ballast/images-redis]\n${line}`);
  expect(message).toContain(`${reference}: not pushed: `);
  expect(message).toContain(`${cause}`);
  expect(message).toContain(`(${line})`);
  expect(message.split("\nFix: ")[1]).toContain(fix);
});

test("a push that ends with words nobody knows shows them", () => {
  expect(pushProblem(reference, "manifest invalid").message).toBe(`${reference}: not pushed: manifest invalid`);
});

test.each([
  ["localhost:5001", true, false, "given"],
  ["127.0.0.1:5001", true, true, "given"],
  ["[::1]:5001", true, false, "given"],
  ["registry.example", true, false, "none"],
  ["localhost.example:5001", true, false, "none"],
  ["registry.example", true, true, "to be asked"],
  ["localhost:5001", false, true, "to be asked"],
  ["localhost:5001", false, false, "none"],
])("`up` pushes to %s, --yes %p, on a terminal %p: consent is %s", (registry, yes, interactive, expected) => {
  expect(consent(registry, yes, interactive)).toBe(expected);
});
