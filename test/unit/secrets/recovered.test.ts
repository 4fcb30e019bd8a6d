/**
 * How secrets from before reach the resources that would generate new ones (DR1). Does NOT prove: that a preview is empty when they are
 * gone from the configuration; test/docker/disaster.test.ts does.
 */
import * as pulumi from "@pulumi/pulumi";
import { recoverSecrets, valueFor, type Recovered } from "../../../components/secrets/recovered";

const recovered: Recovered = { secrets: { "redis-admin-password": "from before" }, authority: { certificate: "PEM", key: "KEY" } };
const type = (name: string) => `pulumi-nodejs:dynamic/ballast:${name}`;

test("a secret by its resource's name, nothing for one that is new, and the pair for the authority", () => {
  expect(valueFor(recovered, type("GeneratedSecret"), "redis-admin-password")).toBe("from before");
  expect(valueFor(recovered, type("GeneratedSecret"), "added-since")).toBeUndefined();
  expect(valueFor(recovered, type("AuthorityCertificate"), "certificates-authority")).toEqual(recovered.authority);
});

test("is handed to those that generate secrets, as a secret, and to nothing else", async () => {
  const transform = jest.spyOn(pulumi.runtime, "registerStackTransformation").mockReturnValue();
  recoverSecrets(pulumi.secret(JSON.stringify(recovered)));
  const [transformation] = transform.mock.calls[0] as [pulumi.ResourceTransformation];
  const propsOf = (token: string, name = "redis-admin-password") =>
    transformation({ type: token, name, props: { length: 32 }, opts: {}, resource: {} as pulumi.Resource })?.props as {
      recovered?: unknown;
    };
  for (const taker of ["GeneratedSecret", "AgeIdentity", "AuthorityCertificate"]) {
    const given = propsOf(type(taker)).recovered as pulumi.Output<unknown>;
    expect(await pulumi.isSecret(given)).toBe(true);
  }
  for (const other of [type("LeafCertificate"), type("ContainerGate"), "docker:index/container:Container"]) {
    expect(propsOf(other)).toEqual({ length: 32 });
  }
});
