import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { crontabLine } from "../../../components/platform/docker/scheduled-job";

test("writes schedule, quoted words and the end of the line", () => {
  expect(crontabLine("0 2 * * *", ["backup", "--type", "full"])).toBe("0 2 * * * 'backup' '--type' 'full'\n");
});

test("keeps a quote a quote", () => {
  expect(crontabLine("*/5 * * * *", ["sh", "-c", "echo 'all well'"])).toBe(`*/5 * * * * 'sh' '-c' 'echo '\\''all well'\\'''\n`);
});

test.each(["\n", "echo a\necho b", "last\n"])("fails for the word %j, which no crontab can hold", (word) => {
  expect(() => crontabLine("0 2 * * *", ["sh", "-c", word])).toThrow(
    new Error(`scheduled job: got the word ${JSON.stringify(word)}, allowed are words without line breaks; put a script into the image`),
  );
});

test("a shell hands over every word as it was given", () => {
  const word = fc
    .oneof(fc.string({ unit: "binary" }), fc.constantFrom("$(id)", "`id`", "%", "\\", "'", '"', "", "a b", "*", "# no comment", "; id"))
    .filter((text) => !/[\0\n]/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
      const line = crontabLine("0 2 * * *", ["printf", "%s\\0", ...words]);
      expect(line.split("\n")).toHaveLength(2);
      const command = line.slice("0 2 * * * ".length);
      expect(execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 30 },
  );
}, 60_000);
