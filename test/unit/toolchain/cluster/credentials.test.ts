import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as authority from "../../../../toolchain/cluster/authority";
import { ensureCredentials } from "../../../../toolchain/cluster/credentials";
import { layoutOf } from "../../../../toolchain/cluster/layout";

/** K84: credentials of the cluster are made once, complete or not at all, for root alone. */
const cache = mkdtempSync(join(tmpdir(), "ballast-credentials-"));
const layout = layoutOf(cache);
const { pki } = layout;
const read = (name: string): string => readFileSync(join(pki, name), "utf8");
const certificate = (name: string): X509Certificate => new X509Certificate(read(name));
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(layout.root, { recursive: true, force: true });
});
afterAll(() => rmSync(cache, { recursive: true }));

test("nobody else reads them, and the authorities' own keys are nowhere", async () => {
  await ensureCredentials(layout);
  expect(mode(pki)).toBe("700");
  expect([...new Set(readdirSync(pki).map((name) => mode(join(pki, name))))]).toEqual(["600"]);
  expect(readdirSync(pki).filter((name) => /ca\.key$/.test(name))).toEqual([]);
});

test("each server and each client is issued by the authority that its peers trust", async () => {
  await ensureCredentials(layout);
  const issuers: [name: string, issuer: string][] = [
    ["api-server", "ca"],
    ["kubelet-server", "ca"],
    ["metrics-server", "ca"],
    ["kubelet-client", "ca"],
    ["front-proxy", "front-proxy-ca"],
    ["etcd", "etcd-ca"],
  ];
  for (const [name, issuer] of issuers) {
    for (const one of ["ca", "front-proxy-ca", "etcd-ca"])
      expect([name, one, certificate(`${name}.crt`).verify(certificate(`${one}.crt`).publicKey)]).toEqual([name, one, one === issuer]);
  }
  expect(certificate("api-server.crt").checkIP("10.244.0.1")).toBe("10.244.0.1");
  expect(certificate("api-server.crt").checkIP("10.96.0.1")).toBe("10.96.0.1");
});

test("a kubeconfig speaks as the part that it is for", async () => {
  await ensureCredentials(layout);
  const subjectOf = (name: string): string => {
    const { users } = JSON.parse(read(`${name}.kubeconfig`)) as { users: { user: Record<string, string> }[] };
    return new X509Certificate(Buffer.from(users[0]!.user["client-certificate-data"]!, "base64")).subject;
  };
  expect(subjectOf("admin")).toBe("O=system:masters\nCN=ballast-admin");
  expect(subjectOf("kubelet")).toBe("O=system:nodes\nCN=system:node:ballast");
  for (const [file, user] of [
    ["coredns", "ballast:names"],
    ["provisioner", "ballast:storage"],
    ["metrics-server", "ballast:metrics"],
    ["kube-router", "ballast:network-policies"],
  ] as const)
    expect(subjectOf(file)).toBe(`CN=${user}`);
  expect(read("tokens.csv")).toBe(`${read("ingress.token")},ballast:ingress,ballast:ingress\n`);
});

test("a second time changes nothing", async () => {
  await ensureCredentials(layout);
  const before = readdirSync(pki).map((name) => [name, read(name)]);
  await ensureCredentials(layout);
  expect(readdirSync(pki).map((name) => [name, read(name)])).toEqual(before);
});

test("interrupted, there are none; what is left of that attempt is not used", async () => {
  jest.spyOn(authority, "newSigningKeys").mockRejectedValueOnce(new Error("interrupted"));
  await expect(ensureCredentials(layout)).rejects.toThrow("interrupted");
  expect(() => statSync(pki)).toThrow("ENOENT");
  mkdirSync(`${pki}.new`, { recursive: true });
  writeFileSync(join(`${pki}.new`, "left-over.key"), "");
  await ensureCredentials(layout);
  expect(readdirSync(layout.root)).toEqual(["pki"]);
  expect(readdirSync(pki)).not.toContain("left-over.key");
});
