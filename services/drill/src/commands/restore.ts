import { alone } from "../alone";
import { signingKey } from "../evidence/signature";
import { claim, finish } from "../restore/claim";
import { keep, type RestoreRecord } from "../restore/record";
import type { RestoreRequest } from "../restore/request";
import { restore, type Restored } from "../restore/restore";
import { evidenceFolder } from "../places";
import { hostOf, openEngine, secret } from "./settings";

const folder = "/pgdata";
/** How long one recovery may take. */
const patienceMs = 2 * 60 * 60 * 1000;

/**
 * Fills a volume from a backup, once: what is done is left as it is.
 * @param text of a RestoreRequest, as the stack's program writes it
 * @returns its exit code
 */
export function restoreCommand(text: string): Promise<number> {
  const request = JSON.parse(text) as RestoreRequest;
  return alone(folder, "restore", () => restoreAlone(request));
}

async function restoreAlone(request: RestoreRequest): Promise<number> {
  const { generation, label } = request;
  if (claim(folder, request) === "done") {
    console.log(`generation ${generation} was restored from ${label} before, and is left as it is`);
    return 0;
  }
  const startedAt = new Date().toISOString();
  const restored = await restore(openEngine(), { request, folder, patienceMs, progress: (text) => console.log(text) }).catch(
    (error: unknown) => error as Error,
  );
  const reason = whyFailed(restored);
  const record: RestoreRecord = {
    version: 1,
    kind: "restore",
    store: hostOf("POSTGRES_HOST"),
    request,
    outcome: reason === null ? "restored" : "failed",
    reason,
    startedAt,
    finishedAt: new Date().toISOString(),
    timeline: restored instanceof Error ? null : restored.timeline,
    seconds: restored instanceof Error ? {} : restored.seconds,
    judgement: restored instanceof Error ? null : restored.judgement,
  };
  keep(evidenceFolder, record, signingKey(secret("evidence-key")));
  if (reason !== null) {
    console.error(`generation ${generation} was not restored from ${label}: ${reason}`);
    return 1;
  }
  finish(folder, request);
  console.log(`generation ${generation} is restored from ${label}: ${JSON.stringify(record.seconds)}`);
  return 0;
}

/** @returns null for one that is good: unknown is not */
function whyFailed(restored: Restored | Error): string | null {
  if (restored instanceof Error) return restored.message;
  const { outcome, assertions } = restored.judgement;
  if (outcome === "pass") return null;
  const bad = assertions.filter((each) => each.outcome === "fail" || each.outcome === "unknown");
  return bad
    .map(
      (each) =>
        `${each.id}: ${each.outcome === "fail" ? `expected ${each.expected}, found ${each.found}` : each.outcome === "unknown" ? each.reason : ""}`,
    )
    .join("; ");
}
