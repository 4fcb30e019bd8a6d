import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyObject } from "node:crypto";
import type { AnyFacts } from "../facts";
import type { Evidence } from "./evidence";
import { metrics } from "./metrics";
import { keepRun, replaceFile, runsFolder, runsIn } from "./runs";
import { isGenuine, signed, type Signed } from "./signature";

/** Evidence in a folder: every run, and the newest as metrics for a collector of text files. */
export class History {
  constructor(
    private readonly folder: string,
    private readonly key: KeyObject,
  ) {}

  add(evidence: Evidence<AnyFacts>): Signed<Evidence<AnyFacts>> {
    const document = signed(evidence, this.key);
    keepRun(this.folder, "runs", document);
    replaceFile(join(this.folder, "verification.prom"), metrics(this.genuine()));
    return document;
  }

  /** @returns what was signed with this key, oldest first; what was not is no evidence */
  genuine(): Evidence<AnyFacts>[] {
    return runsIn(this.folder).flatMap((name) => {
      const document = parsed(readFileSync(join(runsFolder(this.folder), name), "utf8"));
      return document && isGenuine(document, this.key) ? [document] : [];
    });
  }

  /** @returns of all that was ever verified, what passed the last time */
  passed(): string[] {
    const outcomes = new Map(this.genuine().map(({ backup, outcome }) => [backup, outcome]));
    return [...outcomes].flatMap(([backup, outcome]) => (backup !== null && outcome === "pass" ? [backup] : []));
  }
}

function parsed(text: string): Signed<Evidence<AnyFacts>> | undefined {
  try {
    const document = JSON.parse(text) as Partial<Signed<Evidence<AnyFacts>>>;
    return document.version === 1 && typeof document.signature === "string" ? (document as Signed<Evidence<AnyFacts>>) : undefined;
  } catch {
    return undefined;
  }
}
