/** PF1: more of anything never makes the verdict worse, whatever the thresholds. */
import fc from "fast-check";
import { analyse } from "../../../components/preflight/analyse";
import { deployed, machine, nginx } from "./machine";

const rank = { pass: 0, warn: 1, fail: 2 };
const verdict = (...args: Parameters<typeof machine>) => rank[analyse(machine(...args)).verdict];
const bytes = fc.integer({ min: 0, max: 2 ** 40 });
const mebi = fc.integer({ min: 1, max: 2 ** 20 });
const size = mebi.map((value) => `${value}Mi` as const);

test("more memory", () => {
  fc.assert(
    fc.property(bytes, bytes, size, mebi, mebi, (memory, more, asked, requests, limits) => {
      const of = (amount: number) =>
        verdict({ engine: { memory: amount }, settings: { memory: asked }, needs: { memory: { requests, limits } } });
      expect(of(memory + more)).toBeLessThanOrEqual(of(memory));
    }),
  );
});

test("more processors", () => {
  const count = fc.integer({ min: 1, max: 64 });
  fc.assert(
    fc.property(count, count, count, fc.integer({ min: 0, max: 64_000 }), (cpus, more, asked, requests) => {
      const of = (amount: number) => verdict({ engine: { cpus: amount }, settings: { cpus: asked }, needs: { cpu: { requests } } });
      expect(of(cpus + more)).toBeLessThanOrEqual(of(cpus));
    }),
  );
});

test("more disk, deployed or not", () => {
  fc.assert(
    fc.property(bytes, bytes, size, fc.subarray(deployed.value), (free, more, asked, volumes) => {
      const of = (amount: number) =>
        verdict({
          facts: { disk: { value: { path: "/d", free: amount, total: 2 ** 42 } }, volumes: { value: volumes } },
          settings: { disk: asked },
        });
      expect(of(free + more)).toBeLessThanOrEqual(of(free));
    }),
  );
});

test("a port that becomes free", () => {
  const ports = [80, 443, 5432];
  const needs = { ports: ports.map((port) => ({ service: "s", address: "0.0.0.0", port })) };
  const of = (taken: number[]) =>
    analyse(
      machine({
        needs,
        facts: {
          ports: {
            value: ports.map((port) => ({
              address: "0.0.0.0",
              port,
              bind: taken.includes(port) ? "EADDRINUSE" : "free",
              listeners: taken.includes(port) ? [nginx] : [],
            })),
          },
        },
      }),
    );
  fc.assert(
    fc.property(fc.subarray(ports), fc.subarray(ports), (taken, freed) => {
      const fewer = taken.filter((port) => !freed.includes(port));
      expect(rank[of(fewer).verdict]).toBeLessThanOrEqual(rank[of(taken).verdict]);
      expect(of(fewer).counts.failed).toBe(fewer.length);
    }),
  );
});

test("an accepted id never lets anything else through", () => {
  fc.assert(
    fc.property(fc.subarray(["disk-too-small", "memory-too-small", "cpus-too-few"]), (accept) => {
      const change = { engine: { memory: 1, cpus: 1 }, facts: { disk: { value: { path: "/d", free: 1, total: 1 } } } };
      expect(analyse(machine({ ...change, settings: { accept } })).counts.failed).toBe(3 - accept.length);
    }),
  );
});
