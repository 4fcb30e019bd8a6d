import type { Plan } from "./simulation";

/** A full backup a day, a differential one, and six incremental ones, each of them verified half an hour later. */
export const long: Pick<Plan, "schedules" | "kept"> = {
  schedules: { full: "0 2 * * *", differential: "0 10 * * *", incremental: "0 */4 * * *", verification: "30 0,2,4,8,10,12,16,20 * * *" },
  kept: { days: 1, fullBackups: 2 },
};

/** In one day two full backups, of which one is kept, and one of each other type. */
export const short: typeof long = {
  schedules: { full: "0 2,14 * * *", differential: "0 8 * * *", incremental: "0 20,22 * * *", verification: "30 8,14,20 * * *" },
  kept: { days: 0, fullBackups: 1 },
};
