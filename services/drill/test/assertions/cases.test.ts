import { assertions } from "../../src/assertions";
import { readable } from "../../src/assertions/reading";
import type { Case } from "./case";
import { cases } from "./cases";
import { healthy } from "./healthy";

/** BR3: each assertion passes a healthy backup, and tells exactly what is wrong with a broken one. */
const judged = (id: string, { change }: Pick<Case, "change">) => {
  const facts = healthy();
  change(facts);
  return assertions.find((assertion) => assertion.id === id)!.judge(readable(facts));
};

test("at least forty, each called by an id of its own", () => {
  const ids = assertions.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});

test("each has a broken fixture, and no fixture is of something else", () => {
  const broken = Object.entries(cases).filter(([, all]) => all.some(({ verdict }) => verdict.outcome === "fail"));
  expect(broken.map(([id]) => id).sort()).toEqual(assertions.map(({ id }) => id).sort());
});

test.each(assertions.map(({ id }) => id))("%s passes a healthy backup", (id) => {
  expect(judged(id, { change: () => undefined })).toEqual({ outcome: "pass" });
});

test.each(Object.entries(cases).flatMap(([id, all]) => all.map((one) => [id, one.why, one] as const)))("%s: %s", (id, _why, one) => {
  expect(judged(id, one)).toEqual(one.verdict);
});
