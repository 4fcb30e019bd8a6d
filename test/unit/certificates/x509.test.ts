/** SE3. Does NOT prove: that Postgres, Redis, nginx and their clients agree; test/docker proves that. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { connect, createServer, type TLSSocket } from "node:tls";
import type { AddressInfo } from "node:net";
import { issueAuthority, issueLeaf, pairOf, type Pair } from "../../../components/certificates/x509";

const day = 86_400_000;
let authority: Pair;
let leaf: Pair;

beforeAll(async () => {
  authority = await issueAuthority("ballast-dev", 3650);
  leaf = await issueLeaf(["postgres", "localhost", "127.0.0.1"], 90, authority);
});

test("an authority signs itself, may sign leaves, and lasts as long as asked", () => {
  const certificate = new X509Certificate(authority.certificate);
  expect(certificate.ca).toBe(true);
  expect(certificate.subject).toBe("CN=ballast-dev");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(lifetime(authority)).toBeCloseTo(3650, 0);
});

test("a leaf stands for its names and addresses, is signed by the authority, fits its key and can sign nothing", () => {
  const certificate = new X509Certificate(leaf.certificate);
  expect(certificate.ca).toBe(false);
  expect(certificate.subject).toBe("CN=postgres");
  expect(certificate.subjectAltName).toBe("DNS:postgres, DNS:localhost, IP Address:127.0.0.1");
  expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(leaf.key))).toBe(true);
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  expect(lifetime(leaf)).toBeCloseTo(90, 0);
});

test("each has a serial number of its own", async () => {
  const again = await issueLeaf(["postgres"], 90, authority);
  expect(new X509Certificate(again.certificate).serialNumber).not.toBe(new X509Certificate(leaf.certificate).serialNumber);
});

test("an authority renewed with its key keeps what it has signed valid; another key does not", async () => {
  const signed = new X509Certificate(leaf.certificate);
  const renewed = new X509Certificate((await issueAuthority("ballast-dev", 3650, authority.key)).certificate);
  const other = new X509Certificate((await issueAuthority("ballast-dev", 3650)).certificate);
  expect(signed.checkIssued(renewed) && signed.verify(renewed.publicKey)).toBe(true);
  expect(signed.verify(other.publicKey)).toBe(false);
});

test("a leaf never outlives its authority", async () => {
  const short = await issueAuthority("short", 10);
  expect((await issueLeaf(["a"], 90, short)).notAfter).toBe(short.notAfter);
});

describe("between a server and a client that trust the authority", () => {
  test("both are let in, under a name in the certificate", async () => {
    expect(await handshake(leaf, "localhost")).toBe("welcome");
  });

  test("a client of another authority is refused", async () => {
    const foreign = await issueLeaf(["postgres"], 90, await issueAuthority("ballast-dev", 3650));
    expect(await handshake(foreign, "localhost")).toMatch(/alert|ECONNRESET|socket/i);
  });

  test("a server under a name that is not in its certificate is refused", async () => {
    expect(await handshake(leaf, "redis")).toContain("Hostname/IP does not match");
  });
});

test("a pair from before comes back as it was, with its end; one that does not belong together is refused (DR1)", async () => {
  const { certificate, key } = authority;
  expect(pairOf({ certificate, key })).toEqual({ certificate, key, notAfter: expect.any(String) as string });
  expect(Math.abs(lifetime(pairOf({ certificate, key })) - lifetime(authority))).toBeLessThan(1 / 86_400);
  const other = await issueAuthority("other", 1);
  expect(() => pairOf({ certificate, key: other.key })).toThrow("do not belong together");
});

function lifetime({ notAfter }: Pair): number {
  return (Date.parse(notAfter) - Date.now()) / day;
}

/** @returns what the client read from a server that shows `leaf`, or why it did not */
async function handshake(client: Pair, servername: string): Promise<string> {
  const server = createServer(
    { cert: leaf.certificate, key: leaf.key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
    (socket: TLSSocket) => socket.end("welcome"),
  );
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const socket = connect({ port, host: "127.0.0.1", servername, ca: authority.certificate, cert: client.certificate, key: client.key });
      socket.once("data", (data: Buffer) => resolve(data.toString()));
      socket.once("error", (error: Error) => resolve(error.message));
      socket.once("close", () => resolve("socket closed"));
    });
  } finally {
    server.close();
    server.unref();
  }
}
