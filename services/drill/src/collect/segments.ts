import type { Lsn } from "../facts";

/** Segments of one timeline that follow each other without a gap, by their numbers from the beginning of the WAL. */
export interface SegmentRange {
  timeline: number;
  first: number;
  last: number;
}

/** @param names of 24 hexadecimal digits: timeline, and the two halves of the number */
export function segmentRanges(names: string[], segmentBytes: number): SegmentRange[] {
  const ranges: SegmentRange[] = [];
  for (const { timeline, number } of names.map((name) => segmentOf(name, segmentBytes))) {
    const range = ranges.at(-1);
    if (range?.timeline === timeline && range.last + 1 === number) range.last = number;
    else ranges.push({ timeline, first: number, last: number });
  }
  return ranges;
}

export function segmentOf(name: string, segmentBytes: number): { timeline: number; number: number } {
  const [timeline, high, low] = [0, 8, 16].map((from) => parseInt(name.slice(from, from + 8), 16)) as [number, number, number];
  return { timeline, number: high * (2 ** 32 / segmentBytes) + low };
}

export function segmentName({ timeline, number }: { timeline: number; number: number }, segmentBytes: number): string {
  const each = 2 ** 32 / segmentBytes;
  return [timeline, Math.floor(number / each), number % each].map((part) => part.toString(16).toUpperCase().padStart(8, "0")).join("");
}

/** @returns bytes from the beginning of the WAL */
export function bytesOf(lsn: Lsn): bigint {
  const [high = "", low = ""] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The segment that the byte before this place is in: where a segment ends, the one that ended. */
export const segmentBefore = (lsn: Lsn, segmentBytes: number): number => Number((bytesOf(lsn) - 1n) / BigInt(segmentBytes));
