const units = ["Ki", "Mi", "Gi", "Ti"];

/** As in `512B`, `9.3Ki` and `23.9Mi`: backups of one server differ by powers of ten. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)}${units[power - 1]}`;
}

/** Seconds that it took. */
export const tookSeconds = ({ startedAt, stoppedAt }: { startedAt: string; stoppedAt: string }): number =>
  (Date.parse(stoppedAt) - Date.parse(startedAt)) / 1000;
