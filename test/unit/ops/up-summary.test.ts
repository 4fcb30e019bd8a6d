import { upSummary } from "../../../ops/up-summary";

const time = { total: 101_300, toolchain: 1_200, pulumi: 99_060 };

test("says what was done, how it is, where to look, how to stop it and what took how long", () => {
  const text = upSummary(
    {
      stack: "dev",
      changes: { same: 40, create: 3, replace: 1, "create-replacement": 1, "delete-replaced": 1 },
      report: { health: "healthy", services: [{ service: "redis", health: "healthy", units: [] }] },
      endpoints: { gateway: "http://127.0.0.1:8080/" },
      time,
    },
    false,
  );
  expect(text).toBe(`Stack dev: 3 created, 1 replaced, 40 unchanged

SERVICE  STATUS   CAUSE
redis    healthy

ENDPOINT  URL
gateway   http://127.0.0.1:8080/

Stop it with ./ballast down (protected volumes stay)
Took 101.3 s: toolchain 1.2 s, pulumi 99.1 s`);
});

test("does not claim an update that did not happen, and names the stack to stop", () => {
  const text = upSummary({ stack: "prod", endpoints: {}, time }, false);
  expect(text).toContain("Stack prod: nothing was updated\n");
  expect(text).toContain("./ballast down --stack prod ");
  expect(text).not.toContain("ENDPOINT");
});
