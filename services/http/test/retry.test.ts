import { retry } from "../src/retry";

class Away extends Error {}
const isAway = (error: unknown) => error instanceof Away;

test("goes on until the store is back", async () => {
  let calls = 0;
  const answer = await retry(() => (++calls < 3 ? Promise.reject(new Away("restarting")) : Promise.resolve("back")), isAway);
  expect([answer, calls]).toEqual(["back", 3]);
});

test("never repeats after an error that is not safe", async () => {
  let calls = 0;
  const attempt = () => {
    calls++;
    return Promise.reject(new Error("syntax"));
  };
  await expect(retry(attempt, isAway)).rejects.toThrow("syntax");
  expect(calls).toBe(1);
});

test("ends with the last error when the window is over", async () => {
  let calls = 0;
  await expect(retry(() => Promise.reject(new Away(`attempt ${++calls}`)), isAway, 250)).rejects.toThrow(/^attempt [23]$/);
});
