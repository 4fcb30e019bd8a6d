import { closest } from "../../../config-closest";

const allowed = ["storage", "resources", "port", "path"];

test.each([
  ["storge", "storage"],
  ["Storage", "storage"],
  ["storages", "storage"],
  ["resuorces", "resources"],
  ["pot", "port"],
  ["storage", "storage"],
])("%s is %s", (word, meant) => {
  expect(closest(word, allowed)).toBe(meant);
});

test.each([
  ["three letters away", "stor"],
  ["as close to one as to another", "pat" + "t"],
  ["nothing", ""],
  ["longer than any", "x".repeat(10_000)],
])("%s is none", (what, word) => {
  expect(closest(word, what.startsWith("as close") ? ["patta", "pattb"] : allowed)).toBeUndefined();
});

test("among none there is none", () => {
  expect(closest("storage", [])).toBeUndefined();
});
