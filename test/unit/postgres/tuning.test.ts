import fc from "fast-check";
import { tuning } from "../../../components/postgres/tuning";
import type { Size } from "../../../components/platform/units";

const settings = (memory: number, { cores = 1000, storage = 10_240, connections = 100 } = {}) =>
  tuning({ cpu: `${cores}m`, memory: `${memory}Mi` as Size }, `${storage}Mi` as Size, connections);
const megabytes = (text: string | undefined) => {
  expect(text).toMatch(/^\d+MB$/);
  return Number.parseInt(text as string, 10);
};

test("default configuration: 1 Gi, one core, 10 Gi, 100 connections", () => {
  expect(tuning({ cpu: "1000m", memory: "1Gi" }, "10Gi", 100)).toEqual({
    max_connections: "100",
    shared_buffers: "256MB",
    effective_cache_size: "716MB",
    maintenance_work_mem: "64MB",
    work_mem: "2MB",
    max_wal_size: "1024MB",
    min_wal_size: "256MB",
    checkpoint_completion_target: "0.9",
    max_worker_processes: "8",
    max_parallel_workers: "1",
    max_parallel_workers_per_gather: "1",
    random_page_cost: "1.1",
  });
});

test("a server for analytics: 16 Gi, 12 cores, 500 Gi, 300 connections", () => {
  expect(tuning({ cpu: "12000m", memory: "16Gi" }, "500Gi", 300)).toEqual({
    max_connections: "300",
    shared_buffers: "4096MB",
    effective_cache_size: "11468MB",
    maintenance_work_mem: "1024MB",
    work_mem: "13MB",
    max_wal_size: "4096MB",
    min_wal_size: "1024MB",
    checkpoint_completion_target: "0.9",
    max_worker_processes: "12",
    max_parallel_workers: "12",
    max_parallel_workers_per_gather: "6",
    random_page_cost: "1.1",
  });
});

test("the smallest server that the configuration takes, with all the connections it may have: 128 Mi, 32 connections", () => {
  expect(tuning({ cpu: "1m", memory: "128Mi" }, "1Mi", 32)).toEqual({
    max_connections: "32",
    shared_buffers: "32MB",
    effective_cache_size: "89MB",
    maintenance_work_mem: "16MB",
    work_mem: "1MB",
    max_wal_size: "128MB",
    min_wal_size: "32MB",
    checkpoint_completion_target: "0.9",
    max_worker_processes: "8",
    max_parallel_workers: "1",
    max_parallel_workers_per_gather: "1",
    random_page_cost: "1.1",
  });
});

/** From the smallest server that the configuration takes to a large one. */
const memory = fc.integer({ min: 128, max: 1_048_576 });
const connections = fc.integer({ min: 10, max: 1000 });
/** Memory, and as many connections as the configuration takes with it. */
const server = memory.chain((limit) => fc.tuple(fc.constant(limit), fc.integer({ min: 10, max: Math.min(1000, Math.floor(limit / 4)) })));
const storage = fc.integer({ min: 1024, max: 9_999_999 });
const cores = fc.integer({ min: 1, max: 128_000 });

test("shared_buffers is a quarter of the memory, never above it, and never nothing", () => {
  fc.assert(
    fc.property(memory, connections, (limit, max) => {
      const shared = megabytes(settings(limit, { connections: max }).shared_buffers);
      expect(shared).toBeLessThanOrEqual(limit / 4);
      expect(shared).toBeGreaterThan(limit / 4 - 1);
      expect(shared).toBeGreaterThanOrEqual(32);
    }),
  );
});

test("work_mem of all connections is a quarter of the memory at most, and 1 MB for each at least", () => {
  fc.assert(
    fc.property(server, ([limit, max]) => {
      const each = megabytes(settings(limit, { connections: max }).work_mem);
      expect(each * max).toBeLessThanOrEqual(limit / 4);
      expect(each).toBeGreaterThanOrEqual(1);
      expect(each).toBeLessThanOrEqual(64);
    }),
  );
});

test("shared_buffers, one maintenance and the work of all connections fit into the memory", () => {
  fc.assert(
    fc.property(server, ([limit, max]) => {
      const { shared_buffers, maintenance_work_mem, work_mem } = settings(limit, { connections: max });
      expect(megabytes(shared_buffers) + megabytes(maintenance_work_mem) + megabytes(work_mem) * max).toBeLessThan(limit);
    }),
  );
});

test("more memory never makes any setting smaller", () => {
  fc.assert(
    fc.property(memory, memory, connections, (a, b, max) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((limit) => settings(limit, { connections: max }));
      for (const name of ["shared_buffers", "effective_cache_size", "maintenance_work_mem", "work_mem"]) {
        expect(megabytes(more?.[name])).toBeGreaterThanOrEqual(megabytes(less?.[name]));
      }
    }),
  );
});

test("more connections never make work_mem larger", () => {
  fc.assert(
    fc.property(memory, connections, connections, (limit, a, b) => {
      const few = megabytes(settings(limit, { connections: Math.min(a, b) }).work_mem);
      expect(megabytes(settings(limit, { connections: Math.max(a, b) }).work_mem)).toBeLessThanOrEqual(few);
    }),
  );
});

test("WAL between checkpoints is at most a tenth of the storage, from 128 MB to 4 GB, and keeps a quarter of it", () => {
  fc.assert(
    fc.property(storage, (size) => {
      const { max_wal_size, min_wal_size } = settings(1024, { storage: size });
      const [most, least] = [megabytes(max_wal_size), megabytes(min_wal_size)];
      expect(most).toBeLessThanOrEqual(Math.max(128, size / 10));
      expect(most).toBeGreaterThanOrEqual(128);
      expect(most).toBeLessThanOrEqual(4096);
      expect(least).toBeLessThanOrEqual(most);
      // Postgres refuses less than two segments of 16 MB.
      expect(least).toBeGreaterThanOrEqual(32);
    }),
  );
});

test("parallel workers follow the cores and fit into the worker processes", () => {
  fc.assert(
    fc.property(cores, (millicores) => {
      const { max_worker_processes, max_parallel_workers, max_parallel_workers_per_gather } = settings(1024, { cores: millicores });
      expect(Number(max_parallel_workers)).toBe(Math.ceil(millicores / 1000));
      expect(Number(max_worker_processes)).toBeGreaterThanOrEqual(Number(max_parallel_workers));
      expect(Number(max_parallel_workers_per_gather)).toBeLessThanOrEqual(Number(max_parallel_workers));
      expect(Number(max_parallel_workers_per_gather)).toBeGreaterThanOrEqual(1);
    }),
  );
});
