import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { redisClient } from "@ballast/redis";
import { RedisCounters } from "../src/redis";

/** The real client against a server that speaks just enough of the protocol, and dies with an increment in its hands. */
class DyingServer {
  increments = 0;
  dieOnIncrement = false;
  private readonly sockets = new Set<Socket>();
  private server: Server = this.create();
  private port = 0;

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this.port;
  }

  stop(): void {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
    this.server = this.create();
  }

  private create(): Server {
    return createServer((socket) => {
      this.sockets.add(socket);
      socket.on("error", () => {});
      socket.on("data", (data) => this.answer(socket, data.toString()));
    });
  }

  private answer(socket: Socket, data: string): void {
    for (const command of data.split(/^\*\d+\r\n/m).slice(1)) {
      const name = command.split("\r\n")[1];
      if (name === "INCR") this.increments++;
      if (name === "INCR" && this.dieOnIncrement) return this.stop();
      if (name === "HELLO") socket.write("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
      else socket.write(name === "INCR" ? `:${this.increments}\r\n` : "+OK\r\n");
    }
  }
}

let server: DyingServer;
let client: ReturnType<typeof redisClient>;

beforeEach(async () => {
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
  server = new DyingServer();
  client = redisClient(`redis://127.0.0.1:${await server.listen()}`);
  await client.connect();
});
afterEach(() => {
  client.destroy();
  server.stop();
  jest.restoreAllMocks();
});

test("an increment that died with the server is sent once", async () => {
  server.dieOnIncrement = true;
  await expect(new RedisCounters(client, "").increment("a")).rejects.toMatchObject({ status: 503 });
  server.dieOnIncrement = false;
  await server.listen();
  await new RedisCounters(client, "").increment("b");
  expect(server.increments).toBe(2);
});

test("an increment made while the server is away arrives when it is back, once", async () => {
  // Until it has noticed, the client sends the increment, and nobody can tell whether it arrived.
  const noticed = new Promise((resolve) => client.once("reconnecting", resolve));
  server.stop();
  await noticed;
  const increment = new RedisCounters(client, "").increment("a");
  // Both are awaited whatever happens: a server that listens after the test's end would keep Jest from ending.
  const [counted] = await Promise.allSettled([increment, sleep(1000).then(() => server.listen())]);
  expect(counted).toEqual({ status: "fulfilled", value: 1 });
  expect(server.increments).toBe(1);
});
