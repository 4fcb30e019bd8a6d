/**
 * The development stack after a rotation of its applications' secrets, under mocks.
 * Does NOT prove: that the old login still works in between, or that it is locked afterwards; test/docker proves those.
 */
import type { StackOutputs } from "../../../outputs";
import { devApplications, ofType, one, runProgram } from "./program";
import { canary, idOf, type Asked } from "./record";

let resources: Asked[];
let outputs: StackOutputs;

beforeAll(async () => {
  ({ resources, outputs } = await runProgram({ applications: devApplications(2), protectData: false, postgres: { secretVersion: 3 } }));
}, 120_000);

const command = (name: string) => one(resources, "Container", name).inputs.command;
const uploads = (name: string) =>
  Object.fromEntries(
    (one(resources, "Container", name).inputs.uploads as { file: string; content: string }[]).map(({ file, content }) => [file, content]),
  );

test("makes the second login, and a job that retires the first", () => {
  expect(command("postgres-databases")).toEqual(["postgres-databases", "notes:notes_2"]);
  expect(command("postgres-retire")).toEqual(["postgres-retire", "notes_1"]);
  expect(command("redis-users")).toEqual(["redis-users", "counter:counter_2"]);
  expect(command("redis-retire")).toEqual(["redis-retire", "counter_1"]);
});

test("hands the application the second login, its database keeps its name", () => {
  const databaseUrl = `postgres://notes_2:${canary("postgres-notes-password")}@postgres:5432/notes?sslmode=verify-full&`;
  for (const unit of ["notes-files", "notes-2-files"])
    expect(uploads(unit)).toEqual({ "/run/secrets/database-url": expect.stringContaining(databaseUrl) as string });
  expect(uploads("counter-files")["/run/secrets/redis-url"]).toMatch(/^rediss:\/\/counter_2:/);
});

test("gives the retiring job the administrator's password and no other", () => {
  expect(uploads("postgres-retire-files")).toEqual({ "/run/secrets/admin-password": canary("postgres-admin-password") });
  expect(uploads("redis-retire-files")).toEqual({ "/run/secrets/admin-password": canary("redis-admin-password") });
});

test("retires only after every replica of every application is ready", () => {
  for (const job of ["postgres-retire", "redis-retire"]) {
    expect(one(resources, "Container", job).dependencies).toEqual(
      expect.arrayContaining(["notes-ready", "notes-2-ready", "counter-ready", "counter-2-ready"].map((gate) => `ContainerGate::${gate}`)),
    );
  }
});

test("tells the logins of now, and how often each secret was rotated", () => {
  const told = Object.entries(outputs.credentials).map(([name, { login, version }]) => [name, login, version]);
  expect(told).toEqual([
    ["postgres-admin-password", "ballast_admin", 3],
    ["postgres-notes-password", "notes_2", 2],
    ["postgres-archive-key", undefined, 1],
    ["postgres-dump-key", undefined, 1],
    ["redis-admin-password", "ballast_admin", 1],
    ["redis-counter-password", "counter_2", 2],
    ["redis-backup-password", "ballast_backup", 1],
    ["redis-backup-key", undefined, 1],
  ]);
  expect(outputs.secrets["postgres-notes-password"]).toBe(canary("postgres-notes-password"));
});

test("raises exactly the versions that were asked for, never the archive's", () => {
  expect(ofType(resources, "GeneratedSecret").map(({ name, inputs }) => [name, inputs.version])).toEqual([
    ["postgres-admin-password", 3],
    ["postgres-archive-key", 1],
    ["postgres-dump-verification-key", 1],
    ["postgres-evidence-key", 1],
    ["postgres-notes-password", 2],
    ["redis-admin-password", 1],
    ["redis-backup-password", 1],
    ["redis-backup-verification-key", 1],
    ["redis-counter-password", 2],
  ]);
});

test("protects nothing when told so", () => {
  expect(resources.filter(({ protect }) => protect).map(idOf)).toEqual([]);
});

test("adds exactly the two jobs to the development stack", () => {
  const retiring = resources.filter(({ name }) => name.includes("retire")).map(idOf);
  expect(retiring).toEqual([
    "Container::postgres-retire",
    "Container::postgres-retire-files",
    "Container::redis-retire",
    "Container::redis-retire-files",
    "ContainerGate::postgres-retire-run",
    "ContainerGate::redis-retire-run",
  ]);
  expect(ofType(resources, "Container")).toHaveLength(48);
});
