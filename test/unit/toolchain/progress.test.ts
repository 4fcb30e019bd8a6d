import { duration, timed } from "../../../toolchain/progress";
import { Unavailable } from "../../../toolchain/sources";
import { atLeast, parseVersion } from "../../../toolchain/versions";

test.each([
  [0.4, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [75, "1 min 15 s"],
  [600, "10 min"],
])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

describe("timed", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("says the start, every 15 seconds that it goes on, and the end", async () => {
    const lines: string[] = [];
    const work = timed(
      (line) => lines.push(line),
      "go",
      20,
      () => new Promise((resolve) => setTimeout(resolve, 31_000)),
    );
    await jest.advanceTimersByTimeAsync(60_000);
    await work;
    expect(lines).toEqual(["go: started, about 20 s", "go: 15 s of about 20 s", "go: 30 s of about 20 s", "go: done in 31 s"]);
  });

  test("a refusal is not called done, an error not either", async () => {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    await timed(say, "go", 1, () => Promise.resolve(new Unavailable("closed")));
    await expect(timed(say, "go", 1, () => Promise.reject(new Error("x")))).rejects.toThrow("x");
    expect(lines.filter((line) => !line.includes("started"))).toEqual(["go: not possible here (closed)", "go: failed after 0 s"]);
  });
});

test.each([
  ["v3.256.0", "3.256.0"],
  ["go version go1.26 linux/amd64", "1.26.0"],
  ["no number", undefined],
])("the version in %p is %p", (text, version) => expect(parseVersion(text)).toBe(version));

test.each([
  ["3.250.0", true],
  ["3.1000.0", true],
  ["4.0.0", true],
  ["3.249.99", false],
  [undefined, false],
])("%p satisfies 3.250.0: %p", (version, answer) => expect(atLeast(version, "3.250.0")).toBe(answer));
