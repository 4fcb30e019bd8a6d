import { sizeText } from "../backup/amounts";
import type { RestorePlan, RollbackPlan } from "./plan";
import type { Since } from "./server";

/** What is going to be done, for the one who has to agree. */
export function restoreText(plan: RestorePlan, now: Date): string {
  const { stack, backup, verified, passedOver, target, generation, estimate, lost, serverLost } = plan;
  const { label, type, repository, stoppedAt, databaseBytes } = backup;
  return [
    `Restore of Postgres, stack ${stack}`,
    "",
    ...fields({
      BACKUP: `${label}, ${type}, ended ${stoppedAt}, ${sizeText(databaseBytes)}`,
      FROM: `repository ${repository}, ${plan.place}`,
      VERIFIED: verified === null ? "never: whether it can be restored is not known" : verified,
      TARGET: typeof target === "object" ? `the last transaction up to ${target.time}` : targets[target],
      GENERATION: `${generation.now} now, then ${generation.next}; the volume of ${generation.now} stays as it is`,
      TAKES: estimate === null ? "not known" : `about ${durationText(estimate.seconds)}, as ${sources[estimate.from]}, and the update`,
      LOST:
        lost === null
          ? "nothing: what is written until the server is stopped is in the archive"
          : `${lossText(lost, now)}${serverLost ? "" : untilStopped}`,
    }),
    ...(passedOver.length === 0 ? [] : ["", ...passedOver.map((each) => `Not ${each.label}: ${each.reason}`)]),
    "",
    serverLost
      ? `The server does not answer: what its volume has beyond the archive is not there afterwards, and the volume stays where it is.`
      : `What is lost stays in the volume of generation ${generation.now}: ./ballast rollback --stack ${stack} goes back to it.`,
  ].join("\n");
}

export function rollbackText({ stack, generation, left }: RollbackPlan, now: Date): string {
  return [
    `Rollback of Postgres, stack ${stack}`,
    "",
    ...fields({
      GENERATION: `${generation.now} now, then ${generation.next}; the volume of ${generation.now} stays as it is`,
      LEFT:
        left === null ? `what was written on generation ${generation.now}: how much is not known` : `${lossText(left, now)}${untilStopped}`,
    }),
    "",
    `What is left stays in the volume of generation ${generation.now}: ./ballast rollback --stack ${stack} --to ${generation.now} goes back to it.`,
  ].join("\n");
}

const untilStopped = "; and what is written until the server is stopped";

/** As in `what was written in 9 min 12 s, from … on: about 412 transactions, 12.3Mi of WAL`. */
function lossText({ at, transactions, walBytes }: Since, now: Date): string {
  const amounts = [
    transactions === null ? "how many transactions is not known" : `about ${transactions} transactions`,
    ...(walBytes === null ? [] : [`${sizeText(Math.max(0, walBytes))} of WAL`]),
  ];
  return `what was written in ${durationText((now.getTime() - Date.parse(at)) / 1000)}, from ${at} on: ${amounts.join(", ")}`;
}

const targets = {
  latest: "all that the archive has",
  backup: "the state that the backup's manifest describes, from the moment after it ended",
};

const sources = { verification: "the newest verification that passed took", backup: "reading it for the backup took" };

const fields = (texts: Record<string, string>): string[] => Object.entries(texts).map(([name, text]) => `${name.padEnd(12)}${text}`);

/** As in `45 s`, `9 min 12 s`, `2 h 5 min` and `3 d 4 h`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ] as const;
  const first = units.findIndex(([size]) => whole >= size);
  if (first === -1) return "0 s";
  let rest = whole;
  const parts = units.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? "" : `${count} ${unit}`;
  });
  return parts.filter(Boolean).join(" ");
}
