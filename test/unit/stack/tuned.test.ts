/** index.ts with host tuning over SSH, under mocks. Does NOT prove: that a host takes the settings; test/docker/tuning.test.ts proves that. */
import { longRunning, ofType, one, runProgram } from "./program";
import type { Asked } from "./record";

const hostKey = "ssh-ed25519 AAAA";
const key = "canary-of-the-private-key";
let resources: Asked[];

beforeAll(async () => {
  process.env.PULUMI_CONFIG_SECRET_KEYS = '["ballast:hostTuningKey"]';
  const hostTuning = { enabled: true, ssh: { host: "10.0.0.7", port: 2222, hostKey } };
  ({ resources } = await runProgram({ hostTuning, hostTuningKey: key }));
}, 120_000);

test("one command over SSH, with the key in the secret connection, the copy that backups keep, and nowhere else", () => {
  const command = one(resources, "Command", "host-tuning-ssh");
  expect(ofType(resources, "Command")).toEqual([command]);
  expect(command.parent).toBe("HostTuning::host-tuning");
  expect(command.secretInputs).toEqual(["connection"]);
  expect(command.inputs.connection).toEqual({
    host: "10.0.0.7",
    port: 2222,
    user: "root",
    hostKey,
    privateKey: JSON.stringify(key),
    perDialTimeout: 15,
    dialErrorLimit: 3,
  });
  const holders = resources.filter((asked) => JSON.stringify(asked).includes(key));
  expect(holders.map(({ name, secretInputs }) => [name, ...secretInputs])).toEqual([
    ["host-tuning-ssh", "connection"],
    ["postgres-backup-configuration-files", "uploads"],
  ]);
  const outside = holders.map(({ inputs }) => ({ ...inputs, connection: "", uploads: "" }));
  expect(JSON.stringify(outside)).not.toContain(key);
});

test("what runs on the host is the script on standard input, for every setting, and its undoing", () => {
  const { inputs } = one(resources, "Command", "host-tuning-ssh");
  expect(inputs.create).toBe(
    "sh -s -- 'apply' '/' 'ballast-dev@10.0.0.7-2222' 'vm.overcommit_memory proc/sys/vm/overcommit_memory oneOf 1' " +
      "'net.core.somaxconn proc/sys/net/core/somaxconn atLeast 511' " +
      "'transparent_hugepage sys/kernel/mm/transparent_hugepage/enabled oneOf madvise,never' 'vm.swappiness proc/sys/vm/swappiness atMost 10'",
  );
  expect(inputs.delete).toBe("sh -s -- 'restore' '/' 'ballast-dev@10.0.0.7-2222'");
  expect(inputs.update).toBeUndefined();
  expect(inputs.stdin).toMatch(/^#!\/bin\/sh\n/);
});

test("another host is another resource", () => {
  const command = one(resources, "Command", "host-tuning-ssh");
  expect(command.inputs.triggers).toEqual(["10.0.0.7-2222"]);
  expect(command).toMatchObject({ replaceOnChanges: ["triggers[*]"], deleteBeforeReplace: true });
});

test("the databases wait for it", () => {
  for (const [type, name] of [
    ["Postgres", "postgres"],
    ["Redis", "redis"],
  ] as const)
    expect(one(resources, type, name).dependencies).toContain("Command::host-tuning-ssh");
  expect(longRunning(resources).map(({ name }) => name)).toEqual([
    "gateway",
    "postgres",
    "postgres-backup",
    "postgres-backup-differential",
    "postgres-backup-full",
    "postgres-dump",
    "postgres-dump-verification",
    "postgres-verification",
    "redis",
    "redis-backup",
    "redis-backup-verification",
  ]);
});
