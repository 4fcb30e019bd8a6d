import type { Workshop, Seen } from "./workshop";

export type Kind = "repository" | "WAL" | "key" | "place" | "run" | "backup" | "restore";

/** Something that goes wrong, and what tells of it. */
export interface Fault {
  /** Also its row in docs/faults.md. */
  name: string;
  kind: Kind;
  /** What the program ends with. */
  code: number;
  /** An assertion that fails, or words that the program says. */
  by: string;
  /** Brings it about, in a fresh workshop, and runs the program. */
  happen(workshop: Workshop): Promise<Seen>;
}

/** @param script as root in the folder of a copy of the repository, with the workshop's tools */
export function damage(kind: Kind, name: string, script: string, code: number, by: string): Fault {
  return {
    kind,
    name,
    code,
    by,
    happen: async (workshop) => {
      await workshop.must(script);
      return workshop.verify();
    },
  };
}

/** @returns whether that is what was to be told; evidence of a pass never is */
export function detected({ code, by }: Fault, seen: Seen): boolean {
  return seen.code === code && seen.evidence?.outcome !== "pass" && toldBy(seen).some((each) => each.includes(by));
}

/** @returns ids of assertions that failed or could not be judged, and all it said */
export function toldBy({ evidence, output }: Seen): string[] {
  return [...(evidence?.failed ?? []), ...(evidence?.unknown ?? []), evidence?.reason ?? "", output];
}
