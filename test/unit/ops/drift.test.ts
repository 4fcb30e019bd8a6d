import { differencesIn, digest, driftText, errorsIn } from "../../../ops/drift";

const urn = (name: string) => `urn:pulumi:dev::ballast::ballast:redis:Redis$docker:index/container:Container::${name}`;

test("every change is a difference, what was only looked at is none", () => {
  const read = digest.parse({
    config: {},
    steps: [
      { op: "refresh", urn: urn("redis") },
      { op: "same", urn: urn("gateway") },
      { op: "update", urn: urn("postgres"), diffReasons: ["memory", "memorySwap"], newState: {} },
      { op: "delete", urn: urn("notes") },
    ],
  });
  expect(differencesIn("machine", read)).toEqual([
    { where: "machine", op: "update", resource: "postgres", properties: ["memory", "memorySwap"] },
    { where: "machine", op: "delete", resource: "notes", properties: [] },
  ]);
});

test("says what drifted, where and in what", () => {
  expect(driftText("dev", [])).toBe("Stack dev: no drift");
  expect(driftText("dev", [{ where: "machine", op: "update", resource: "redis", properties: ["memory"] }])).toBe(
    `Stack dev: 1 drifted

WHERE    CHANGE  RESOURCE  PROPERTIES
machine  update  redis     memory`,
  );
});

test("why it could not be asked is read from where Pulumi writes it", () => {
  const diagnostics = [
    { message: "warning: slow\n", severity: "warning" },
    { message: "error: the configuration has a mistake\n", severity: "error" },
  ];
  expect(errorsIn(JSON.stringify({ diagnostics }))).toBe("error: the configuration has a mistake");
  expect(errorsIn("not JSON")).toBe("");
});
