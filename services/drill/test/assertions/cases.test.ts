import { readable } from "../../src/assertions/reading";
import type { AnyFacts } from "../../src/facts";
import type { Case } from "./case";
import { suites, type Suite } from "./suites";

/** BR3: each assertion passes a healthy backup, and tells exactly what is wrong with a broken one. */
const judged = ({ assertions, healthy }: Suite<AnyFacts>, id: string, { change }: Pick<Case<AnyFacts>, "change">) => {
  const facts = healthy();
  change(facts);
  return assertions.find((assertion) => assertion.id === id)!.judge(readable(facts));
};

test("at least forty of a backup", () => expect(suites[0]!.assertions.length).toBeGreaterThanOrEqual(40));

describe.each(suites)("$list", (suite) => {
  const ids = suite.assertions.map(({ id }) => id);
  const cases = Object.entries(suite.cases);

  test("each is called by an id of its own", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test("each has a broken fixture, and no fixture is of something else", () => {
    const broken = cases.filter(([, all]) => all.some(({ verdict }) => verdict.outcome === "fail"));
    expect(broken.map(([id]) => id).sort()).toEqual([...ids].sort());
  });

  test.each(ids)("%s passes a healthy backup", (id) => {
    expect(judged(suite, id, { change: () => undefined })).toEqual({ outcome: "pass" });
  });

  test.each(cases.flatMap(([id, all]) => all.map((one) => [id, one.why, one] as const)))("%s: %s", (id, _why, one) => {
    expect(judged(suite, id, one)).toEqual(one.verdict);
  });
});
