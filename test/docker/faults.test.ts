import { faults } from "../faults/faults";
import { restoreFaults } from "../faults/restore/faults";
import { Lab } from "../faults/lab";
import { sample } from "../faults/sample";

/** BR3: what goes wrong with a repository or a run is told, and what is healthy passes. `npm run faults` tries all of them. */
jest.setTimeout(600_000);

/** Others each day: its date brings the same ones again. */
const seed = new Date().toISOString().slice(0, 10);
const lab = new Lab();

beforeAll(() => lab.open());
afterAll(() => lab.close());

test.each(sample(restoreFaults, seed, 3).map((fault) => [fault.name, fault] as const))(
  `DR3: of seed ${seed}, restore: %s`,
  async (_, fault) => {
    expect(await lab.try(fault)).toMatchObject({ detected: true });
  },
);

test("BR6: restored to two random times, precisely the rows that were committed by then are there", async () => {
  for await (const { time, expected, found } of lab.points(seed, 2)) expect({ time, found }).toEqual({ time, found: expected });
});

test("DR4: of a server that is killed under a write load, all up to one commit of the last minute is there", async () => {
  for await (const { wrong, rpoSeconds } of lab.kills(seed, 1)) {
    expect(wrong).toBeNull();
    expect(rpoSeconds).toBeLessThan(60);
  }
});

// What is restored is compared with a server that is written to by nobody: the load comes after that.
test("a healthy backup passes under a write load", async () => {
  await lab.writeLoad();
  const { code, output } = await lab.verifyHealthy(seed);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
});

test.each(sample(faults, seed, 8).map((fault) => [fault.name, fault] as const))(`of seed ${seed}: %s`, async (_, fault) => {
  expect(await lab.try(fault)).toMatchObject({ detected: true });
});
