import { assertions, dumpAssertions, snapshotAssertions } from "../../src/assertions";
import type { Assertion } from "../../src/assertions/assertion";
import type { AnyFacts } from "../../src/facts";
import type { Cases } from "./case";
import { cases } from "./cases";
import { dumpCases, snapshotCases } from "./cases/files";
import { healthy } from "./healthy";
import { healthyDumps, healthySnapshot } from "./healthy-files";

/** The assertions of one kind of verification, facts that pass all of them, and facts that do not. */
export interface Suite<F extends AnyFacts> {
  /** What src/assertions/index.ts calls them. */
  list: string;
  assertions: Assertion<F>[];
  healthy: () => F;
  cases: Cases<F>;
}

const backups: Suite<ReturnType<typeof healthy>> = { list: "assertions", assertions, healthy, cases };
const snapshots: Suite<ReturnType<typeof healthySnapshot>> = {
  list: "snapshotAssertions",
  assertions: snapshotAssertions,
  healthy: healthySnapshot,
  cases: snapshotCases,
};
const dumps: Suite<ReturnType<typeof healthyDumps>> = {
  list: "dumpAssertions",
  assertions: dumpAssertions,
  healthy: healthyDumps,
  cases: dumpCases,
};

/** Each is only ever given its own facts. */
export const suites = [backups, snapshots, dumps] as unknown as Suite<AnyFacts>[];
