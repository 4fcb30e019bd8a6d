import { unwatchFile, watchFile } from "node:fs";
import { describe, log } from "@ballast/http";
import { redisClient, type TlsFiles } from "./client";
import type { Commands } from "./redis";

type Client = ReturnType<typeof redisClient>;

/** A client reads its certificate once. When the file changes another one takes over, connected before the old one goes. */
export class RenewingClient implements Commands {
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
