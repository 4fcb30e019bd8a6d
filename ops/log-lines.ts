export interface LogLine {
  /** What stands before it: whose line it is. */
  unit: string;
  /** UTC, nine decimals, so that text order is time order. */
  time: string;
  text: string;
}

/** @returns undefined for a line without Docker's timestamp, which is Docker's own complaint */
export function parseLogLine(unit: string, line: string): LogLine | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) ?(.*)$/s.exec(line);
  return match?.[1] === undefined ? undefined : { unit, time: match[1], text: match[2] ?? "" };
}

/** Merges streams that are in order; holds one line of each. */
export async function* mergeByTime(streams: AsyncIterable<LogLine>[]): AsyncGenerator<LogLine> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      const best = heads[first];
      if (!head.done && (!best || best.done || head.value.time < best.value.time)) first = index;
    }
    const head = heads[first];
    const iterator = iterators[first];
    if (!head || head.done || !iterator) return;
    yield head.value;
    heads[first] = await iterator.next();
  }
}

export async function* onlyErrors(lines: AsyncIterable<LogLine>): AsyncGenerator<LogLine> {
  for await (const line of lines) if (isErrorLine(line.text)) yield line;
}

export async function textsOf(lines: AsyncIterable<LogLine>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of lines) texts.push(text);
  return texts;
}

/** The last `count` lines of a stream that ends. */
export async function* lastOf(lines: AsyncIterable<LogLine>, count: number): AsyncGenerator<LogLine> {
  const kept: LogLine[] = [];
  for await (const line of lines) {
    kept.push(line);
    if (kept.length > count) kept.shift();
  }
  yield* kept;
}

const errorLevels = new Set(["error", "err", "fatal", "panic", "critical", "crit", "alert", "emerg", "emergency"]);
/** Where Pino, and Bunyan before it, put `error`. */
const errorLevelNumber = 50;
/** Upper-case words (Postgres, Kafka), logfmt (Prometheus), brackets (nginx). */
const errorText =
  /\b(?:ERROR|FATAL|PANIC|CRITICAL)\b|\b(?:level|lvl|severity)="?(?:error|fatal|panic|critical)\b|\[(?:error|crit|alert|emerg)\]/;

/** A JSON line is judged by its level alone, when it has one: an `info` about an "ERROR" is no error. */
export function isErrorLine(text: string): boolean {
  const level = jsonLevel(text);
  if (typeof level === "number") return level >= errorLevelNumber;
  if (typeof level === "string") return errorLevels.has(level.toLowerCase());
  return errorText.test(text);
}

function jsonLevel(text: string): unknown {
  if (!text.startsWith("{")) return undefined;
  try {
    const line = JSON.parse(text) as Record<string, unknown>;
    return line["level"] ?? line["severity"] ?? line["lvl"] ?? line["log.level"];
  } catch {
    return undefined;
  }
}
