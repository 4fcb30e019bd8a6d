import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyObject } from "node:crypto";
import type { AnyFacts } from "../facts";
import type { Evidence } from "./evidence";
import { metrics } from "./metrics";
import { runsFolder, runsIn } from "./runs";
import { isGenuine, signed, type Signed } from "./signature";

/** A year of daily verifications. */
const kept = 366;

/** Evidence in a folder: every run, and the newest as metrics for a collector of text files. */
export class History {
  private readonly runs: string;

  constructor(
    private readonly folder: string,
    private readonly key: KeyObject,
  ) {
    this.runs = runsFolder(folder);
  }

  add(evidence: Evidence<AnyFacts>): Signed<Evidence<AnyFacts>> {
    const document = signed(evidence, this.key);
    mkdirSync(this.runs, { recursive: true });
    replaceFile(join(this.runs, `${evidence.finishedAt.replaceAll(":", "")}.json`), `${JSON.stringify(document, null, 2)}\n`);
    for (const old of runsIn(this.folder).slice(0, -kept)) rmSync(join(this.runs, old));
    replaceFile(join(this.folder, "verification.prom"), metrics(this.genuine()));
    return document;
  }

  /** @returns what was signed with this key, oldest first; what was not is no evidence */
  genuine(): Evidence<AnyFacts>[] {
    return runsIn(this.folder).flatMap((name) => {
      const document = parsed(readFileSync(join(this.runs, name), "utf8"));
      return document && isGenuine(document, this.key) ? [document] : [];
    });
  }
}

/** A reader sees the old content or the new. */
function replaceFile(path: string, content: string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function parsed(text: string): Signed<Evidence<AnyFacts>> | undefined {
  try {
    const document = JSON.parse(text) as Partial<Signed<Evidence<AnyFacts>>>;
    return document.version === 1 && typeof document.signature === "string" ? (document as Signed<Evidence<AnyFacts>>) : undefined;
  } catch {
    return undefined;
  }
}
