import { z } from "zod";
import { CommandError, exit } from "../exit";

/** What the data are to be: all that there is, the state of one backup, or that of a moment. */
export type Wanted =
  { kind: "latest" } | { kind: "backup"; label: string } | { kind: "time"; /** Unix time in milliseconds. */ at: number };

export interface TargetFlags {
  latest?: true;
  label?: string;
  to?: string;
}

const zoned = z.iso.datetime({ offset: true });

/** @throws CommandError for none or several of the three, or for a time that is none, has no zone, or is still to come */
export function wantedOf({ latest, label, to }: TargetFlags, now: Date): Wanted {
  const given = [...(latest ? ["--latest"] : []), ...(label === undefined ? [] : ["--label"]), ...(to === undefined ? [] : ["--to"])];
  if (given.length !== 1) {
    throw new CommandError(
      `target: got ${given.join(" and ") || "none"}, allowed is one of --latest, --label LABEL, --to TIME\nFix: ./ballast restore --latest`,
      exit.usage,
    );
  }
  if (label !== undefined) return { kind: "backup", label };
  return to === undefined ? { kind: "latest" } : { kind: "time", at: timeOf(to, now) };
}

function timeOf(text: string, now: Date): number {
  const at = zoned.safeParse(text).success ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    const withoutZone = z.iso.datetime({ local: true }).safeParse(text).success;
    throw new CommandError(
      `--to: got ${JSON.stringify(text)}${withoutZone ? ", which has no time zone" : ""}, allowed is ISO 8601 with a zone, as in 2026-11-25T11:59:00Z or 2026-11-25T12:59:00+01:00` +
        `\nFix: ${withoutZone ? `--to ${text}Z, if it is UTC` : "write it so; `date --utc +%FT%TZ` prints the time now"}`,
      exit.usage,
    );
  }
  if (at > now.getTime()) {
    throw new CommandError(
      `--to: got ${text}, which is still to come; it is ${now.toISOString()}\nFix: ./ballast restore --latest`,
      exit.usage,
    );
  }
  return at;
}
