import { unwatchFile, watchFile } from "node:fs";
import { describe, log, pathOf, secretFile } from "@ballast/http";
import { redisClient, type TlsFiles } from "./client";

type Client = ReturnType<typeof redisClient>;

/** With what the stack tells an application that needs Redis. @throws Error when a variable or a file is not there */
export function renewingClient(): RenewingClient {
  const files = { ca: pathOf("TLS_CA_FILE"), cert: pathOf("TLS_CERT_FILE"), key: pathOf("TLS_KEY_FILE") };
  return new RenewingClient(secretFile("REDIS_URL_FILE"), files);
}

/** A client reads its certificate once. When the file changes another one takes over, connected before the old one goes. */
export class RenewingClient {
  private current: Client;

  constructor(
    private readonly url: string,
    private readonly files: TlsFiles,
    private readonly checkMs = 5000,
  ) {
    this.current = redisClient(url, files);
    watchFile(files.cert, { interval: checkMs }, () => void this.renew());
  }

  async connect(): Promise<void> {
    await this.current.connect();
  }

  incr(key: string): Promise<number> {
    return this.current.incr(key);
  }

  get(key: string): Promise<string | null> {
    return this.current.get(key);
  }

  /** Forgotten after `seconds`. */
  async keep(key: string, value: string, seconds: number): Promise<void> {
    await this.current.set(key, value, { expiration: { type: "EX", value: seconds } });
  }

  destroy(): void {
    unwatchFile(this.files.cert);
    this.current.destroy();
  }

  private async renew(): Promise<void> {
    try {
      const next = redisClient(this.url, this.files);
      await next.connect();
      const before = this.current;
      this.current = next;
      log("info", { event: "took up the renewed certificate" });
      // Longer than any command may take: what is under way on the old connection ends there.
      setTimeout(() => before.destroy(), this.checkMs).unref();
    } catch (error) {
      log("error", { event: "renewed certificate not taken up yet", error: describe(error) });
      setTimeout(() => void this.renew(), this.checkMs).unref();
    }
  }
}
