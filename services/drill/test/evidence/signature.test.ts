import fc from "fast-check";
import { isGenuine, publicKeyOf, signed, signingKey } from "../../src/evidence/signature";
import { evidenceOf } from "./evidence-of";

const key = signingKey("a secret");
const publicKey = publicKeyOf("a secret");
const document = signed(evidenceOf(), key);

test("what was signed is genuine, also when its fields were written in another order, and after a way through JSON", () => {
  expect(isGenuine(document, publicKey)).toBe(true);
  expect(isGenuine(document, key)).toBe(true);
  const turned = Object.fromEntries(Object.entries(document).reverse()) as typeof document;
  expect(Object.keys(turned)[0]).toBe("signature");
  expect(isGenuine(JSON.parse(JSON.stringify(turned)) as typeof document, publicKey)).toBe(true);
});

test("a changed byte anywhere is another document, or none (SE1)", () => {
  const text = JSON.stringify(document);
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 32, max: 126 }), (at, code) => {
      const character = String.fromCharCode(code);
      fc.pre(text[at] !== character);
      const changed = parsed(text.slice(0, at) + character + text.slice(at + 1));
      // A digit beyond what a number holds, or a letter of the base64 that no bit is taken of, changes nothing.
      fc.pre(changed === undefined || JSON.stringify(withoutSpelling(changed)) !== JSON.stringify(withoutSpelling(document)));
      expect(changed !== undefined && genuine(changed)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("a field more, one less, and another key are not genuine", () => {
  expect(isGenuine({ ...document, more: 1 }, publicKey)).toBe(false);
  const { reason, ...less } = document;
  expect(reason).toBeNull();
  expect(isGenuine(less, publicKey)).toBe(false);
  expect(isGenuine(document, publicKeyOf("another secret"))).toBe(false);
});

test("the same secret gives the same key, and the public one does not tell it", () => {
  expect(publicKeyOf("a secret")).toBe(publicKey);
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]{60}\n-----END PUBLIC KEY-----\n$/);
  expect(publicKeyOf("a secret ")).not.toBe(publicKey);
});

type Document = typeof document;

function parsed(text: string): Document | undefined {
  try {
    return JSON.parse(text) as Document;
  } catch {
    return undefined;
  }
}

function genuine(changed: Document): boolean {
  try {
    return isGenuine(changed, publicKey);
  } catch {
    return false;
  }
}

const withoutSpelling = (one: Document) => ({
  ...one,
  signature: typeof one.signature === "string" ? Buffer.from(one.signature, "base64").toString("hex") : one.signature,
});
