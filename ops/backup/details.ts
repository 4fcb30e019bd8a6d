import { z } from "zod";
import { readInfo, type Ask } from "./catalogue";
import type { Backup } from "./chain";

/** What pgBackRest tells of one backup alone, from its manifest. */
export interface Details {
  databases: string[];
  /** Files with page checksum errors, relative to the data. */
  damagedFiles: string[];
}

const answer = z.tuple([
  z.object({
    backup: z.tuple([z.object({ "database-ref": z.array(z.object({ name: z.string() })), "error-list": z.array(z.string()).nullish() })]),
  }),
]);

/** @returns null where its manifest cannot be read */
export async function readDetails(ask: Ask, stanza: string, { repository, label }: Backup): Promise<Details | null> {
  const output = await readInfo(ask, stanza, [`--repo=${repository}`, `--set=${label}`]);
  try {
    const [{ backup }] = answer.parse(JSON.parse(output));
    return { databases: backup[0]["database-ref"].map(({ name }) => name), damagedFiles: backup[0]["error-list"] ?? [] };
  } catch {
    return null;
  }
}
