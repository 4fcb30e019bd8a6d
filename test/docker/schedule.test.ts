import { DockerSite } from "../schedule/docker-site";
import { short } from "../schedule/plans";
import { Simulation, type Report } from "../schedule/simulation";

/** BR1, BR3, BR4, BR7: a day of a real stack's schedules, on a clock that is moved. `npm run simulate` goes through several days. */
jest.setTimeout(600_000);

/** Others each day: its date brings the same ones again. */
const seed = new Date().toISOString().slice(0, 10);
const site = new DockerSite();
let report: Report;

afterAll(() => site.close());

test(`a day of seed ${seed}: every job does what it has to, and nothing but what is due is removed`, async () => {
  const said: string[] = [];
  report = await new Simulation(site, { ...short, days: 1, seed }, (line) => said.push(line)).run();
  expect(report.made).toEqual({ full: 2, differential: 1, incremental: 2 });
});
