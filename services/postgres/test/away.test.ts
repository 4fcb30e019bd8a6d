import { DatabaseError } from "pg";
import { isAway } from "../src/away";

test.each([
  ["57P01", true],
  ["57P02", true],
  ["57P03", true],
  ["53300", true],
  ["28P01", false],
  ["23514", false],
])("SQLSTATE %s: away is %s", (code, away) => {
  expect(isAway(Object.assign(new DatabaseError(code, 0, "error"), { code }))).toBe(away);
});
