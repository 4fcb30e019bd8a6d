import { alone } from "../alone";
import { reasonOf } from "../defect";
import { signingKey } from "../evidence/signature";
import { dataFolder, evidenceFolder } from "../places";
import { claim, finish } from "../restore/claim";
import { requestIn } from "../restore/parse";
import { keep, type RestoreRecord } from "../restore/record";
import type { RestoreRequest } from "../restore/request";
import { restore, type Restored } from "../restore/restore";
import { hostOf, openEngine, secret } from "./settings";

/** How long one recovery may take. */
const patienceMs = 2 * 60 * 60 * 1000;

/**
 * Fills a volume from a backup, once: what is done is left as it is.
 * @param text of a RestoreRequest, as the stack's program writes it
 * @returns its exit code
 * @throws Error for a request that is none
 */
export async function restoreCommand(text: string): Promise<number> {
  const request = requestIn(text);
  const key = signingKey(secret("evidence-key"));
  const store = hostOf("POSTGRES_HOST");
  return alone(dataFolder, "restore", async () => {
    const startedAt = new Date().toISOString();
    const restored = await filled(request).catch((error: unknown) => error as Error);
    const { generation, label } = request;
    if (restored === "done") {
      console.log(`generation ${generation} was restored from ${label} before, and is left as it is`);
      return 0;
    }
    const record: RestoreRecord = { version: 1, kind: "restore", store, request, ...whatCame(restored, startedAt) };
    keep(evidenceFolder, record, key);
    if (record.reason !== null) {
      console.error(`generation ${generation} was not restored from ${label}: ${record.reason}`);
      return 1;
    }
    finish(dataFolder, request);
    console.log(`generation ${generation} is restored from ${label}: ${JSON.stringify(record.seconds)}`);
    return 0;
  });
}

const trace = (defect: Error): void => console.error(defect.stack ?? defect.message);

async function filled(request: RestoreRequest): Promise<Restored | "done"> {
  const engine = openEngine();
  if (claim(dataFolder, request) === "done") return "done";
  return restore(engine, { request, folder: dataFolder, patienceMs, progress: (text) => console.log(text), onDefect: trace });
}

function whatCame(restored: Restored | Error, startedAt: string): Omit<RestoreRecord, "version" | "kind" | "store" | "request"> {
  const failed = restored instanceof Error;
  const reason = failed ? reasonOf(restored, trace) : whyNotGood(restored);
  return {
    outcome: reason === null ? "restored" : "failed",
    reason,
    startedAt,
    finishedAt: new Date().toISOString(),
    timeline: failed ? null : restored.timeline,
    seconds: failed ? {} : restored.seconds,
    judgement: failed ? null : restored.judgement,
  };
}

/** @returns null for one that is good: unknown is not */
function whyNotGood({ judgement: { outcome, assertions } }: Restored): string | null {
  if (outcome === "pass") return null;
  return assertions
    .flatMap((each) => {
      if (each.outcome === "fail") return [`${each.id}: expected ${each.expected}, found ${each.found}`];
      return each.outcome === "unknown" ? [`${each.id}: ${each.reason}`] : [];
    })
    .join("; ");
}
