import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Server, utils, type AuthContext, type Connection } from "ssh2";

export interface SshHost {
  port: number;
  /** As in the host's own .pub file. */
  hostKey: string;
  /** The private key of the one user that it lets in. */
  privateKey: string;
  /** What it was told to run. */
  lines: string[];
  close: () => void;
}

/** An SSH server in this process, on loopback, whose commands run in a shell of this machine. */
export async function sshHost(): Promise<SshHost> {
  const host = utils.generateKeyPairSync("ed25519");
  const user = utils.generateKeyPairSync("ed25519");
  const lines: string[] = [];
  const connections = new Set<Connection>();
  const server = new Server({ hostKeys: [host.private] }, (connection) => {
    connections.add(connection);
    connection.on("error", () => connection.end());
    connection.on("authentication", (context) => (knows(user.public, context) ? context.accept() : context.reject(["publickey"])));
    connection.on("session", (accept) => {
      accept().on("exec", (acceptExec, _reject, { command }) => {
        lines.push(command);
        const channel = acceptExec();
        const shell = spawn("/bin/sh", ["-c", command]);
        channel.pipe(shell.stdin);
        shell.stdout.pipe(channel, { end: false });
        shell.stderr.pipe(channel.stderr, { end: false });
        shell.on("close", (code) => {
          channel.exit(code ?? 1);
          channel.end();
        });
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    for (const connection of connections) connection.end();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, hostKey: host.public, privateKey: user.private, lines, close };
}

/** Asked first whether the key would do, then shown a signature made with it. */
function knows(publicKey: string, context: AuthContext): boolean {
  if (context.method !== "publickey" || context.username !== "root") return false;
  const known = utils.parseKey(publicKey);
  if (known instanceof Error || !known.getPublicSSH().equals(context.key.data)) return false;
  return !context.signature || (context.blob !== undefined && known.verify(context.blob, context.signature, context.hashAlgo));
}
