import { choose, whyNot } from "../../../../ops/dr/choice";

/** Which backup a recovery takes (DR2). Does NOT prove: what a verification finds; test/faults does. */

const labels = ["20260103-000000F", "20260102-000000F", "20260101-000000F"];
const looked = (usable: string[]) => {
  const asked: string[] = [];
  const look = (label: string) => {
    asked.push(label);
    return Promise.resolve(usable.includes(label) ? { label } : `${label} is bad`);
  };
  return { asked, look };
};

test("the first that passes is taken, and no other is looked at", async () => {
  const { asked, look } = looked(labels);
  expect(await choose(labels, look)).toEqual({ label: labels[0], found: { label: labels[0] }, refused: [] });
  expect(asked).toEqual([labels[0]]);
});

test("one that does not pass is told with the reason, and the one before it is tried", async () => {
  const { look } = looked([labels[1] as string]);
  expect(await choose(labels, look)).toMatchObject({ label: labels[1], refused: [{ label: labels[0], why: `${labels[0]} is bad` }] });
});

test("where none passes the error tells of each", async () => {
  await expect(choose(labels, looked([]).look)).rejects.toThrow(/F: .* is bad\n.*F: .* is bad\n.*F: .* is bad/);
});

test("a reason names what failed, or what kept the verification from it", () => {
  const assertions = [
    { id: "a", outcome: "pass" },
    { id: "b", outcome: "fail" },
    { id: "c", outcome: "unknown" },
  ];
  expect(whyNot(JSON.stringify({ outcome: "fail", reason: null, assertions }))).toBe("fail: b (fail), c (unknown)");
  expect(whyNot(JSON.stringify({ outcome: "could-not-verify", reason: "no room", assertions: [] }))).toBe("could-not-verify: no room");
});
