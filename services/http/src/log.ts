export type Level = "info" | "error";

export type Log = (level: Level, fields: Record<string, unknown>) => void;

/** One JSON object a line. */
export const log: Log = (level, fields) => {
  process.stdout.write(JSON.stringify({ time: new Date().toISOString(), level, ...fields }) + "\n");
};
