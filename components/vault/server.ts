import { Agent, request } from "undici";
import { z } from "zod";
import { isUntrusted } from "../certificates/untrusted";
import { VaultError } from "./problems";

/** Where Vault is. */
export interface VaultPlace {
  /** HTTPS URL without a path. */
  address: string;
  /** PEM of the authority to trust in place of the public ones. */
  caCertificate?: string | undefined;
  namespace?: string | undefined;
}

interface Question {
  token?: string;
  body?: Record<string, string>;
}

const api = z.object({
  errors: z.array(z.string()).nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
  auth: z.object({ client_token: z.string(), lease_duration: z.number(), renewable: z.boolean() }).nullish(),
  sealed: z.boolean().optional(),
});

export interface Answer {
  status: number;
  body: z.infer<typeof api>;
  /** Its errors in one line, without what was asked with: some servers repeat it. */
  said: string;
}

/** Vault's HTTP API. Redirections are not followed: a token would go to whoever they name. */
export class VaultServer {
  private readonly agent: Agent;

  /** @param limit milliseconds for one answer */
  constructor(
    private readonly place: VaultPlace,
    private readonly limit: number,
  ) {
    this.agent = new Agent({ connect: { timeout: limit, ...(place.caCertificate && { ca: place.caCertificate }) } });
  }

  /** @throws VaultError when it is unreachable, untrusted, sealed, without that namespace, or no Vault */
  async ask(method: "GET" | "POST", path: string, { token, body }: Question = {}): Promise<Answer> {
    const { status, text } = await this.send(method, path, token, body).catch((error: unknown) => {
      throw this.unanswered(error as NodeJS.ErrnoException);
    });
    const parsed = api.safeParse(json(text));
    if (!parsed.success || (status >= 300 && status < 400)) throw new VaultError("unknown", `HTTP ${status} from ${this.place.address}`);
    const said = without([token ?? "", ...Object.values(body ?? {})], (parsed.data.errors ?? []).join("; ").replace(/\s+/g, " ").trim());
    if (status === 503 && said.includes("sealed")) throw new VaultError("sealed", this.place.address);
    if (status >= 500 || status === 429) throw new VaultError("unknown", `${said} (HTTP ${status}) from ${this.place.address}`);
    if (status === 404 && said === "namespace not found") throw new VaultError("namespace-missing", `${this.place.namespace}: ${said}`);
    return { status, body: parsed.data, said };
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async send(
    method: "GET" | "POST",
    path: string,
    token: string | undefined,
    body: Record<string, string> | undefined,
  ): Promise<{ status: number; text: string }> {
    const { namespace } = this.place;
    const answer = await request(`${this.place.address}/v1/${path}`, {
      method,
      dispatcher: this.agent,
      signal: AbortSignal.timeout(this.limit),
      headers: { ...(token && { "x-vault-token": token }), ...(namespace && { "x-vault-namespace": namespace }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  private unanswered({ code, name, message }: NodeJS.ErrnoException): VaultError {
    const late = name === "TimeoutError" || code === "UND_ERR_CONNECT_TIMEOUT";
    const reason = late ? `no answer within ${this.limit / 1000} s` : code || message;
    return new VaultError(isUntrusted(code ?? "") ? "untrusted" : "unreachable", `${reason} from ${this.place.address}`);
  }
}

/** @returns an empty answer for an empty text, and undefined for what is no JSON */
function json(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const without = (secrets: string[], text: string): string =>
  secrets.filter(Boolean).reduce((clean, secret) => clean.replaceAll(secret, "…"), text);
