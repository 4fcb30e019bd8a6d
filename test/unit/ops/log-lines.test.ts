import fc from "fast-check";
import { isErrorLine, lastOf, mergeByTime, onlyErrors, parseLogLine, type LogLine } from "../../../ops/log-lines";

// eslint-disable-next-line @typescript-eslint/require-await
async function* from(lines: LogLine[]): AsyncGenerator<LogLine> {
  yield* lines;
}

async function all(lines: AsyncIterable<LogLine>): Promise<LogLine[]> {
  const found: LogLine[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

const at = (second: number, unit: string, text = ""): LogLine => ({
  unit,
  time: `2026-01-01T00:00:${String(second).padStart(2, "0")}.000000000Z`,
  text,
});

test("Docker's timestamp is taken off, and nothing else", () => {
  expect(parseLogLine("db", "2026-11-23T07:54:52.435023371Z   two spaces\r")).toEqual({
    unit: "db",
    time: "2026-11-23T07:54:52.435023371Z",
    text: "  two spaces\r",
  });
  expect(parseLogLine("db", "2026-11-23T07:54:52.435023371Z ")?.text).toBe("");
  expect(parseLogLine("db", "Error: No such container: db")).toBeUndefined();
});

test("merging keeps every line, and the order of time", async () => {
  const stream = fc.array(fc.nat(59)).map((seconds) => seconds.sort((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(fc.array(stream, { maxLength: 5 }), async (streams) => {
      const lines = streams.map((seconds, index) => seconds.map((second) => at(second, `unit-${index}`)));
      const merged = await all(mergeByTime(lines.map(from)));
      expect(merged.map(({ time }) => time)).toEqual([...merged.map(({ time }) => time)].sort());
      for (const [index, own] of lines.entries()) expect(merged.filter(({ unit }) => unit === `unit-${index}`)).toEqual(own);
      expect(merged).toHaveLength(lines.flat().length);
    }),
  );
});

test("lines of the same moment come in the order of the units", async () => {
  const merged = await all(mergeByTime([from([at(1, "a"), at(2, "a")]), from([at(1, "b")])]));
  expect(merged.map(({ unit }) => unit)).toEqual(["a", "b", "a"]);
});

test("the last lines of what is left", async () => {
  const lines = [at(1, "a", "ERROR one"), at(2, "a", "fine"), at(3, "a", "ERROR two"), at(4, "a", "ERROR three")];
  expect((await all(lastOf(onlyErrors(from(lines)), 2))).map(({ text }) => text)).toEqual(["ERROR two", "ERROR three"]);
  expect(await all(lastOf(from(lines), 9))).toHaveLength(4);
});

test.each([
  ['2026-01-01 00:00:00 UTC [12] ERROR:  relation "x" does not exist', true],
  ["FATAL:  password authentication failed", true],
  ["[2026-01-01 00:00:00,000] ERROR [KafkaServer id=1] shutting down", true],
  ["PANIC:  could not write to file", true],
  ["2026/01/01 00:00:00 [error] 7#7: *1 connect() failed", true],
  ['ts=2026-01-01 level=error msg="no disk"', true],
  ['{"level":"error","msg":"no"}', true],
  ['{"level":50,"msg":"no"}', true],
  ['{"severity":"CRITICAL","message":"no"}', true],
  ['{"level":"info","msg":"ERROR in a message"}', false],
  ['{"level":40,"msg":"warned"}', false],
  ['{"msg":"ERROR without a level"}', true],
  ["{not json ERROR", true],
  ["LOG:  checkpoint complete", false],
  ["0 errors found", false],
  ["TERROR", false],
  ['level=info msg="error budget"', false],
])("%s → %s", (text, expected) => expect(isErrorLine(text)).toBe(expected));
