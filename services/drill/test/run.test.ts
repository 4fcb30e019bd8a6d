import { CommandFailed, run } from "../src/run";

test("gives what a program wrote to its standard output, and that alone", async () => {
  expect((await run("sh", ["-c", "echo out; echo err >&2"])).toString()).toBe("out\n");
});

test("gives it its input and its variables, beside its own", async () => {
  expect((await run("sh", ["-c", 'cat; echo "$EXTRA$HOME"'], { input: "in ", env: { EXTRA: "more " } })).toString()).toBe(
    `in more ${process.env["HOME"]}\n`,
  );
});

test("a failure has the exit code, and the last five lines of both outputs", async () => {
  const failure = run("sh", ["-c", "echo 1; echo 2; echo 3; echo 4 >&2; echo 5 >&2; echo 6 >&2; exit 37"]);
  await expect(failure).rejects.toThrow(CommandFailed);
  await expect(failure).rejects.toMatchObject({ code: 37, said: "1\n2\n3\n4\n5\n6\n" });
  await expect(failure).rejects.toThrow(/ended with 37: 2\n3\n4\n5\n6$/);
});

test("a program that was killed, one that says nothing and one that is not there are failures", async () => {
  await expect(run("sh", ["-c", "kill -9 $$"])).rejects.toThrow("ended with a signal: it said nothing");
  await expect(run("no-such-program", [])).rejects.toMatchObject({ code: "ENOENT" });
});

test("lines are handed on whole, however they are cut", async () => {
  const lines: string[] = [];
  await run("sh", ["-c", "printf 'on'; sleep 0.1; printf 'e\\ntwo\\n'; echo three >&2"], { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(["one", "three", "two"]);
});

test("a program that ends before it has read everything is judged by its exit code", async () => {
  expect((await run("true", [], { input: "x".repeat(1_000_000) })).toString()).toBe("");
});
