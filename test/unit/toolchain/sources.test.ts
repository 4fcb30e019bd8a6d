import { ask, firstOf, type Source, Unavailable } from "../../../toolchain/sources";

const source = (what: string, answer: string | Unavailable, asked: string[]): Source<string> => ({
  what,
  get: () => {
    asked.push(what);
    return Promise.resolve(answer);
  },
});

test("the first source that answers is the last one asked", async () => {
  const asked: string[] = [];
  const sources = [source("a", new Unavailable("closed"), asked), source("b", "here", asked), source("c", "too", asked)];
  expect(await ask(sources)).toEqual({ answer: "here", tried: ["a: closed"] });
  expect(asked).toEqual(["a", "b"]);
});

test("when none answers, the error has every reason and the fix", async () => {
  const sources = [source("a", new Unavailable("closed"), []), source("b", new Unavailable("gone"), [])];
  await expect(firstOf("the part", sources, "do this")).rejects.toMatchObject({
    name: "ToolchainError",
    message: "the part: not to be had on this machine",
    tried: ["a: closed", "b: gone"],
    fix: "do this",
  });
});
