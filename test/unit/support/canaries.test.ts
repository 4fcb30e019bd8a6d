import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { canariesIn, encodings } from "../../support/canaries";
import { search, textPlace } from "../../support/search";

/** The search for secrets (SE1), without a stack. What it finds in real places is in test/docker/secrets.test.ts. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});
const exported = (outputs: unknown) =>
  JSON.stringify({ deployment: { resources: [{ urn: "urn:pulumi:dev::ballast::a:b:C::shop", type: "a:b:C", outputs }] } });
const password = "fXBW0RDDZkwRIoRZJHwywAhEyPxNFBs1";

test("every secret of any resource, however deep, each value once", () => {
  const state = exported({ value: secret(password), list: [{ again: secret(password) }, secret({ url: `postgres://a:${password}@b/c` })] });
  expect(canariesIn(state)).toEqual([
    { name: "shop.outputs.value", value: password },
    { name: "shop.outputs.list.1.url", value: `postgres://a:${password}@b/c` },
  ]);
});

test("what is plain, short, a path, or made by no generator is none", () => {
  const values = [
    "short1",
    "/run/secrets/tls-1.key",
    "postgresql.conf",
    "aaaaaaaaaaaa1111",
    "listen_addresses = '*'\nport = '5432'\n",
    "20260131120000",
  ];
  expect(canariesIn(exported({ plain: password, secrets: values.map(secret) }))).toEqual([]);
});

test("of a private key every line of its body, but the last, which is of its public half; a certificate is public", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const certificate = key.replaceAll("PRIVATE KEY", "CERTIFICATE");
  const found = canariesIn(exported({ key: secret(`${certificate}${key}`), certificate: secret(certificate) }));
  const [first, second, publicHalf] = key.split("\n").slice(1);
  expect(found.map(({ value }) => value)).toEqual([first, second]);
  expect(publicHalf?.length).toBeGreaterThan(40);
});

test("found in every encoding, at any position, across any chunks", async () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 12, maxLength: 60 }),
      bytes,
      bytes,
      fc.integer({ min: 1, max: 30 }),
      async (value, before, after, size) => {
        const all = Buffer.concat([before, Buffer.from(value), after]);
        for (const encoding of ["utf8", "hex", "base64", "base64url"] as const) {
          const content = encoding === "utf8" ? all : Buffer.from(all.toString(encoding));
          const chunks = Array.from({ length: Math.ceil(content.length / size) }, (_, at) => content.subarray(at * size, (at + 1) * size));
          expect(await search([{ name: "it", value }], [{ name: "here", content: () => chunks }])).toContainEqual(
            expect.objectContaining({ secret: "it", place: "here" }),
          );
        }
      },
    ),
  );
});

test("what is only nearly the secret is not found", async () => {
  const near = [password.slice(1), password.slice(0, -1), password.toLowerCase(), `${password.slice(0, 31)}x`];
  expect(await search([{ name: "it", value: password }], [textPlace("here", near.join("\n"))])).toEqual([]);
});

test("an encoding that changes nothing is searched for once", () => {
  expect([...encodings(password).keys()]).toEqual(["plain", "reversed", "hex", "HEX", "base64+0", "base64+1", "base64+2"]);
  expect([...encodings('a"b').keys()]).toEqual(expect.arrayContaining(["URL", "JSON", "JSON in JSON"]));
});
