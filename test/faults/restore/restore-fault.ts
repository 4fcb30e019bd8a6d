import type { RestoreRequest } from "../../../services/drill/src/restore/request";
import type { Fault } from "../fault";
import type { Ended } from "../running";
import type { Around, Workshop } from "../workshop";
import { isDone, newestRecord, startRestore, wholeRequest } from "./job";
import { digestOf } from "./live";

export interface Expected {
  /** What the job ends with. */
  code: number;
  /** Words that it says. */
  by: string;
  /** @default a record that says failed, where it ended by itself with an error */
  record?: "failed" | "restored" | "none";
  /** What the same restore does after it: it fills the volume, refuses what is in it, or finds itself done. @default "fills" */
  next?: "fills" | "refuses" | "done";
}

/**
 * A restore that meets something. Whatever that is, the running server is afterwards what it was before, to the last row; the volume does not
 * count as restored; and the same restore without it succeeds.
 */
export function restoreFault(name: string, expected: Expected, happen: (workshop: Workshop) => Promise<Ended>): Fault {
  return {
    kind: "restore",
    name,
    code: expected.code,
    by: expected.by,
    happen: async (workshop) => {
      const before = await digestOf(workshop.prefix);
      const seen = await happen(workshop);
      await leftAsSaid(workshop, expected, seen);
      await next(workshop, expected.next ?? "fills");
      const after = await digestOf(workshop.prefix);
      if (after !== before) throw new Error(`the running server was\n${before}\nand is\n${after}`);
      return seen;
    },
  };
}

async function leftAsSaid(workshop: Workshop, { code, next: then, ...expected }: Expected, { output }: Ended): Promise<void> {
  const record = (await newestRecord(workshop))?.outcome ?? "none";
  const right = expected.record ?? (code === 0 ? "restored" : code === 1 ? "failed" : "none");
  if (record !== right) throw new Error(`a record that says ${right} was expected, found ${record}: ${output}`);
  if (code !== 0 && !then && (await isDone(workshop))) throw new Error(`the volume counts as restored: ${output}`);
}

async function next(workshop: Workshop, expected: Required<Expected>["next"]): Promise<void> {
  await workshop.heal();
  const files = await workshop.ask("find /pgdata -type f | sort | xargs --no-run-if-empty md5sum");
  const { code, output } = await (await startRestore(workshop, wholeRequest(workshop))).ended;
  if (expected !== "refuses") {
    if (code !== 0 || !(await isDone(workshop))) throw new Error(`the next restore ended with ${code}: ${output}`);
    return;
  }
  const left = await workshop.ask("find /pgdata -type f | sort | xargs --no-run-if-empty md5sum");
  if (code !== 1 || !output.includes("take a new generation") || left !== files)
    throw new Error(`what was in the volume was not left: exit code ${code}: ${output}`);
}

/** @param script as root in the folder of a copy of the repository, with the workshop's tools, before the restore */
export function damaged(
  name: string,
  script: string,
  by: string,
  more: Partial<Expected> = {},
  change: Partial<RestoreRequest> = {},
): Fault {
  return restoreFault(name, { code: 1, by, ...more }, async (workshop) => {
    await workshop.must(script);
    return (await startRestore(workshop, { ...wholeRequest(workshop), ...change })).ended;
  });
}

/** @param around the job instead of what the stack gives it */
export function placed(name: string, around: Around, by: string, more: Partial<Expected> = {}): Fault {
  return restoreFault(
    name,
    { code: 1, by, ...more },
    async (workshop) => (await startRestore(workshop, wholeRequest(workshop), around)).ended,
  );
}

export function asked(
  name: string,
  change: Partial<Record<keyof RestoreRequest, unknown>> | string,
  by: string,
  more: Partial<Expected> = {},
): Fault {
  return restoreFault(name, { code: 1, by, ...more }, async (workshop) => {
    const request = typeof change === "string" ? change : ({ ...wholeRequest(workshop), ...change } as RestoreRequest);
    return (await startRestore(workshop, request)).ended;
  });
}
