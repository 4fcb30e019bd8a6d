import type { Fetch } from "./trusting";

/** What came of a load: `failures` maps what went wrong to how often. */
export interface LoadReport {
  answered: number;
  failures: Record<string, number>;
  /** Ids of the notes that were acknowledged. */
  notes: string[];
  /** Id → when the server says that it was written, ISO 8601. */
  createdAt: Map<string, string>;
}

/** Acknowledged, and not there any more after a recovery to a moment before they were written. */
export function lostSince(moment: string, { notes, createdAt }: LoadReport, kept: string): { before: string[]; after: string[] } {
  const lost = notes.filter((id) => !kept.includes(id));
  // A transaction has the time of its beginning, and others may have committed in between.
  const isBefore = (id: string) => Date.parse(createdAt.get(id)!) < Date.parse(moment) - 1000;
  return { before: lost.filter(isBefore), after: lost.filter((id) => !isBefore(id)) };
}

/**
 * Four clients at the gateway of this machine, each writing a note and counting one up, 20 ms apart, until told to stop.
 * @returns a function that stops them and gives the report
 */
export function load(gateway: string, fetch: Fetch): () => Promise<LoadReport> {
  const report: LoadReport = { answered: 0, failures: {}, notes: [], createdAt: new Map() };
  let stopped = false;
  const post = async (path: string, body?: object): Promise<unknown> => {
    try {
      const answer = await fetch(gateway + path, {
        method: "POST",
        ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
        signal: AbortSignal.timeout(20_000),
      });
      const text = await answer.text();
      if (answer.ok) {
        report.answered += 1;
        return JSON.parse(text);
      }
      count(report, `${path}: ${answer.status} ${text}`);
    } catch (error) {
      count(report, `${path}: ${String((error as Error & { cause?: unknown }).cause ?? error)}`);
    }
    return undefined;
  };
  const client = async () => {
    while (!stopped) {
      const note = (await post("/notes", { text: "load" })) as { id: string; createdAt: string } | undefined;
      if (note) {
        report.notes.push(note.id);
        report.createdAt.set(note.id, note.createdAt);
      }
      await post("/counters/load");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const clients = Array.from({ length: 4 }, client);
  return async () => {
    stopped = true;
    await Promise.all(clients);
    return report;
  };
}

function count(report: LoadReport, failure: string): void {
  report.failures[failure] = (report.failures[failure] ?? 0) + 1;
}
