/** Name → build folder. */
export const images = {
  postgres: "images/postgres",
  redis: "images/redis",
  gateway: "images/gateway",
  notes: "services/notes",
  counter: "services/counter",
};

/** @param run tells the images of one run from all others */
export function imageName(name: string, run: string): string {
  return `ballast-bench/${name}:${run}`;
}
