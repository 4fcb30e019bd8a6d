import { bounded } from "./bounded";
import { wholeNumber } from "./env";
import { describe } from "./health";
import { log } from "./log";
import { Service, type ServiceArgs } from "./server";

/** Together with the second for `close` they stay below the ten seconds that a stop may take. */
const drainTimes = { lingerMs: 2000, finishMs: 6000 };
const closeMs = 1000;

/**
 * Serves on PORT (8080) until SIGTERM, then drains and ends with 0.
 * @param close lets go of the stores
 */
export async function run(args: Omit<ServiceArgs, "log">, close: () => Promise<void>): Promise<void> {
  const service = new Service({ ...args, log });
  const port = await service.listen(wholeNumber("PORT", { fallback: 8080, min: 1, max: 65_535 }));
  log("info", { event: "listening", port });
  const stop = async () => {
    log("info", { event: "stopping" });
    await service.drain(drainTimes);
    await bounded(close(), closeMs).catch((error: unknown) => log("error", { event: "closing", error: describe(error) }));
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
}
