import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { issueAuthority, issueLeaf, type Pair } from "../../../components/certificates/x509";
import { RenewingClient } from "../src/renewing-client";

/** A server that asks for a client's certificate and speaks just enough of the protocol to count. */
let server: Server;
let authority: Pair;
let client: RenewingClient;
let count = 0;
const shown: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "counter-"));
const files = { ca: join(folder, "ca.crt"), cert: join(folder, "tls.crt"), key: join(folder, "tls.key") };

function answer(socket: TLSSocket, data: string): void {
  for (const command of data.split(/^\*\d+\r\n/m).slice(1)) {
    const name = command.split("\r\n")[1];
    if (name === "HELLO") socket.write("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
    else socket.write(name === "INCR" ? `:${++count}\r\n` : "+OK\r\n");
  }
}

beforeAll(async () => {
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
  authority = await issueAuthority("test", 10);
  const own = await issueLeaf(["localhost"], 10, authority);
  server = createServer({ cert: own.certificate, key: own.key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
  server.on("secureConnection", (socket) => {
    shown.push(socket.getPeerCertificate().serialNumber);
    socket.on("error", () => undefined);
    socket.on("data", (data: Buffer) => answer(socket, data.toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
});

afterAll(() => {
  client.destroy();
  server.close();
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

test("a renewed certificate is taken up without a lost command, and a half-written one only once it is whole (SE3)", async () => {
  const [first, second] = [await issueLeaf(["counter"], 10, authority), await issueLeaf(["counter"], 10, authority)];
  writeFileSync(files.ca, authority.certificate);
  writeFileSync(files.cert, first.certificate);
  writeFileSync(files.key, first.key);
  client = new RenewingClient(`rediss://localhost:${(server.address() as AddressInfo).port}`, files, 50);
  await client.connect();
  expect(await client.incr("a")).toBe(1);

  writeFileSync(files.cert, second.certificate);
  for (let calls = 0; calls < 10; calls++) {
    await client.incr("a");
    await sleep(20);
  }
  expect(new Set(shown).size).toBe(1);

  writeFileSync(files.key, second.key);
  while (new Set(shown).size < 2) {
    await client.incr("a");
    await sleep(20);
  }
  await sleep(100);
  expect(await client.incr("a")).toBe(count);
});
