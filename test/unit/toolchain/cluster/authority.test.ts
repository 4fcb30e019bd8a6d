import { X509Certificate, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { newAuthority, newSigningKeys } from "../../../../toolchain/cluster/authority";

/** K82, K84: who a part is to the API server is what its certificate says, and only the cluster's authority can say it. */
const read = (pem: string): X509Certificate => new X509Certificate(pem);

test("what it issues verifies against it, and not against another of the same name", async () => {
  const [authority, other] = await Promise.all([newAuthority("ballast kubernetes"), newAuthority("ballast kubernetes")]);
  const { certificate, key } = await authority.issue({ name: "ballast-admin", group: "system:masters" });
  const issued = read(certificate);
  expect(issued.verify(read(authority.certificate).publicKey)).toBe(true);
  expect(issued.verify(read(other.certificate).publicKey)).toBe(false);
  expect(issued.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(issued.subject).toBe("O=system:masters\nCN=ballast-admin");
  expect(read(authority.certificate).ca).toBe(true);
  expect(issued.ca).toBe(false);
});

test("a client is a client only; a server has its names and addresses, and is a client too", async () => {
  const authority = await newAuthority("ballast kubernetes");
  const [client, server] = await Promise.all([
    authority.issue({ name: "system:kube-proxy" }),
    authority.issue({ name: "kube-apiserver", hosts: ["10.96.0.1", "kubernetes.default.svc"] }),
  ]);
  const [clientAuth, serverAuth] = ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"];
  expect(read(client.certificate).keyUsage).toEqual([clientAuth]);
  expect(read(client.certificate).subjectAltName).toBeUndefined();
  expect(read(server.certificate).keyUsage).toEqual([serverAuth, clientAuth]);
  expect(read(server.certificate).checkIP("10.96.0.1")).toBe("10.96.0.1");
  expect(read(server.certificate).checkHost("kubernetes.default.svc")).toBe("kubernetes.default.svc");
  expect(read(server.certificate).checkHost("kubernetes")).toBeUndefined();
});

test("it holds now and for ten years, with serial numbers of its own", async () => {
  const authority = await newAuthority("ballast kubernetes");
  const certificates = (await Promise.all([authority.issue({ name: "a" }), authority.issue({ name: "a" })])).map(({ certificate }) =>
    read(certificate),
  );
  expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(2);
  for (const { validFrom, validTo } of certificates) {
    expect(Date.parse(validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(validTo)).toBeGreaterThan(Date.now() + 3649 * 86_400_000);
  }
});

test("keys for tokens are one pair", async () => {
  const { publicKey, privateKey } = await newSigningKeys();
  const signature = sign("sha256", Buffer.from("token"), createPrivateKey(privateKey));
  expect(verify("sha256", Buffer.from("token"), createPublicKey(publicKey), signature)).toBe(true);
});
