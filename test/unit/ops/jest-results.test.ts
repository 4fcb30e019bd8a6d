import { addResults, countsText, jestResults, noTests } from "../../../ops/jest-results";

const results = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };

test("runs add up, and skipped tests are named only when there are some", () => {
  expect(countsText(addResults(noTests, results))).toBe("5 passed, 1 failed");
  const both = addResults(addResults(noTests, results), { ...results, numPendingTests: 2, numTodoTests: 1 });
  expect(countsText(both)).toBe("10 passed, 2 failed, 3 skipped");
});

test("a file that cannot run is a failure, not nothing", () => {
  expect(addResults(noTests, { ...results, numFailedTests: 0, numRuntimeErrorTestSuites: 2 }).failed).toBe(2);
});

test("a result without its numbers is refused", () => expect(() => jestResults.parse({ success: true })).toThrow());
