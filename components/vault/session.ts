import { VaultError } from "./problems";
import type { Answer, VaultServer } from "./server";

/** Who logs in. */
export interface AppRole {
  roleId: string;
  secretId: string;
  /** The secret id is a wrapping token, which gives the real one once. */
  secretIdWrapped?: boolean | undefined;
}

interface Token {
  value: string;
  /** Seconds; 0 for ever. */
  lease: number;
  renewable: boolean;
}

/** Logs in, lets `work` ask, keeps the token alive meanwhile, and revokes it, whatever comes of the work. @throws VaultError */
export async function withSession<T>(server: VaultServer, appRole: AppRole, work: (session: Session) => Promise<T>): Promise<T> {
  const session = new Session(server, await login(server, appRole));
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

async function login(server: VaultServer, { roleId, secretId, secretIdWrapped }: AppRole): Promise<Token> {
  const body = { role_id: roleId, secret_id: secretIdWrapped ? await unwrapped(server, secretId) : secretId };
  const { status, body: answer, said } = await server.ask("POST", "auth/approle/login", { body });
  if (answer.auth) return tokenOf(answer.auth);
  throw new VaultError(said.includes("CIDR") ? "address-refused" : "login-refused", `${said || "no token"} (HTTP ${status})`);
}

async function unwrapped(server: VaultServer, token: string): Promise<string> {
  const { status, body, said } = await server.ask("POST", "sys/wrapping/unwrap", { token });
  const secretId = body.data?.["secret_id"];
  if (typeof secretId === "string") return secretId;
  throw new VaultError("wrapping-refused", `${said || "something else than a secret id"} (HTTP ${status})`);
}

const tokenOf = (auth: NonNullable<Answer["body"]["auth"]>): Token => ({
  value: auth.client_token,
  lease: auth.lease_duration,
  renewable: auth.renewable,
});

/** A token, as long as somebody works with it. */
export class Session {
  private endsAt = Infinity;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly server: VaultServer,
    private readonly token: Token,
  ) {
    this.lasts(token);
  }

  /** @throws VaultError also when the token has expired: Vault says the same of it as of what the policy denies */
  async get(path: string): Promise<Answer> {
    const answer = await this.server.ask("GET", path, { token: this.token.value });
    if (answer.status === 403 && Date.now() >= this.endsAt) throw new VaultError("token-expired", `${answer.said} (HTTP 403)`);
    return answer;
  }

  /** A token that is not revoked ends with its lease; somebody should know. */
  async end(): Promise<void> {
    clearTimeout(this.renewal);
    const said = await this.server.ask("POST", "auth/token/revoke-self", { token: this.token.value }).then(
      ({ status, said }) => (status < 300 ? undefined : said),
      ({ message }: Error) => message,
    );
    if (said === undefined || Date.now() >= this.endsAt) return;
    console.error(`warning: Vault's token was not revoked (${said}) and ends by itself within ${this.token.lease} s; see docs/vault.md`);
  }

  /** Renews at half of each lease. The last one before token_max_ttl is shorter, and nothing is left of it in the end. */
  private lasts({ lease, renewable }: Omit<Token, "value">): void {
    if (lease === 0) return;
    this.endsAt = Date.now() + lease * 1000;
    if (renewable) this.renewal = setTimeout(() => void this.renew(), lease * 500);
  }

  /** What cannot be renewed now is found out when the token is needed. */
  private async renew(): Promise<void> {
    const answer = await this.server.ask("POST", "auth/token/renew-self", { token: this.token.value }).catch(() => undefined);
    if (answer?.body.auth) this.lasts(tokenOf(answer.body.auth));
  }
}
