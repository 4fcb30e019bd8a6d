import { Service } from "@ballast/http";
import { counterRoutes } from "../src/routes";
import type { CounterStore } from "../src/store";

class MemoryCounters implements CounterStore {
  private readonly counts = new Map<string, number>();
  increment(name: string) {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return this.read(name);
  }
  read(name: string) {
    return Promise.resolve(this.counts.get(name) ?? 0);
  }
  check() {
    return Promise.resolve();
  }
}

let service: Service;
let url: string;

beforeEach(async () => {
  service = new Service({ routes: counterRoutes(new MemoryCounters()), dependencies: {}, log: () => {} });
  url = `http://127.0.0.1:${await service.listen(0)}/counters`;
});
afterEach(() => service.drain({ lingerMs: 0, finishMs: 50 }));

test("counts", async () => {
  await fetch(`${url}/visits`, { method: "POST" });
  expect(await (await fetch(`${url}/visits`, { method: "POST" })).json()).toEqual({ name: "visits", value: 2 });
  expect(await (await fetch(`${url}/visits`)).json()).toEqual({ name: "visits", value: 2 });
});

test("starts at nothing", async () => {
  expect(await (await fetch(`${url}/visits`)).json()).toEqual({ name: "visits", value: 0 });
});

test.each(["a".repeat(65), "a:b", "a%20b", "a*"])("refuses the name %s", async (name) => {
  const response = await fetch(`${url}/${name}`, { method: "POST" });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: { what: "name", got: decodeURIComponent(name), allowed: "1 to 64 of A-Z a-z 0-9 _ -" } },
  ]);
});
