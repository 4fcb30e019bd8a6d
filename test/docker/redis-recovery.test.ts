import { join } from "node:path";
import type { StackOutputs } from "../../outputs";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker, eventually, inside, inspect } from "../support/docker";
import { metadataIn, withIdentity } from "../support/file-backups";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** Generations of Redis's data: restored from a snapshot, rolled back, and never at the cost of what runs (BR6, DR3). */
jest.setTimeout(600_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
const name = (unit: string) => `${stack.prefix}-${unit}`;
let port: number;
let identity: string;
/** The one that is restored. */
let snapshot: string;
/** Digests of what it holds, less a key that expired since; and of what was there when the first restore began. */
let kept: string;
let left: string;

/** As the administrator, over the server's own socket. @returns what the last of them answers */
async function redis(...commands: string[]): Promise<string> {
  const login = `printf 'AUTH ballast_admin %s\\n' "$(cat /run/secrets/admin-password)"`;
  const script = [`{ ${login}; cat; } <<'COMMANDS' | redis-cli -s /tmp/redis.sock`, ...commands, "COMMANDS"].join("\n");
  return (await inside(name("redis"), script)).output.trim().split("\n").at(-1) ?? "";
}

/** Of every key: name, value and when it expires. */
async function digest(): Promise<string> {
  const script =
    "local all = {} for _, db in ipairs({0, 3}) do redis.call('SELECT', db) for _, key in ipairs(redis.call('KEYS', '*')) do " +
    "all[#all + 1] = db .. key .. redis.call('DUMP', key) .. redis.call('PEXPIRETIME', key) end end " +
    "table.sort(all) return #all .. ' ' .. redis.sha1hex(table.concat(all))";
  return redis(`EVAL "${script}" 0`);
}

const volume = () => inspect(name("redis"), '{{range .Mounts}}{{if eq .Destination "/data"}}{{.Name}}{{end}}{{end}}');
const server = () => inspect(name("redis"), "{{.Id}} {{.State.StartedAt}}");
const record = async (container: string) => JSON.parse((await inside(container, "cat /data/restore.json")).output) as object;

async function takeSnapshot(): Promise<string> {
  const { code, output } = await inside(name("redis-backup"), "redis-backup");
  if (code !== 0) throw new Error(output);
  return (await metadataIn(name("redis-backup"), "/backups")).at(-1)!.file.replace(".rdb.age", "");
}

async function up(recovery?: object, ofPostgres?: object): Promise<string> {
  stack.configure({
    preflight: smallMachine,
    postgres: { ...smallPostgres, ...(ofPostgres && { recovery: ofPostgres }) },
    redis: { ...(recovery && { recovery }) },
    gateway: { port, tls: false },
    applications: { counter: { build: "services/counter", needs: ["redis"], exposure: { to: "gateway", path: "/counters" } } },
  });
  const { code, output } = await stack.up();
  return code === 0 ? "" : output;
}

/** The application comes as its own user. */
const count = async (method: "GET" | "POST") => {
  const response = await fetch(`http://127.0.0.1:${port}/counters/visits`, { method });
  return response.ok ? ((await response.json()) as { value: number }).value : response.status;
};
const eventuallyCounts = (value: number) => eventually(`the application reads ${value}`, 60, async () => (await count("GET")) === value);

const previewIsEmpty = async () => {
  const { code, output } = await stack.preview("--expect-no-changes");
  if (code !== 0) throw new Error(output);
};

beforeAll(async () => {
  port = await freePort();
  await stack.create({});
  const failed = await up();
  if (failed) throw new Error(failed);
  const { secrets } = JSON.parse(await stack.must("stack", "output", "--json", "--show-secrets")) as StackOutputs;
  identity = secrets["redis-backup-key"] ?? "";
  expect(await count("POST")).toBe(1);
  await redis("HSET hash field value", "ZADD sorted 1 one 2 two", "XADD stream 1-1 key value", "SET session 1 EX 86400");
  await redis("SELECT 3", "RPUSH list a b", "SADD set a b", "PFADD visitors a b", "SET soon 1 EX 20");
  snapshot = await takeSnapshot();
  await eventually("a key of the snapshot has expired", 60, async () => (await redis("SELECT 3", "EXISTS soon")) === "0");
  kept = await digest();
  await redis("FLUSHALL", "SET later 1");
  for (let visit = 0; visit < 3; visit++) await count("POST");
  left = await digest();
});

afterAll(() => stack.destroy());

const restores = () => ({ "2": { snapshot } });

test("restored into a generation of its own: all keys, with their times to expire; the application's login works (BR6)", async () => {
  expect(kept).toMatch(/^8 /);
  expect(await up({ generation: 2, restores: restores() })).toBe("");
  expect(await volume()).toBe(name("redis-data-2"));
  expect(await digest()).toBe(kept);
  expect(await record(name("redis"))).toMatchObject({ request: { generation: 2, snapshot }, outcome: "restored", reason: null, keys: 9 });
  await eventuallyCounts(1);
  expect(await count("POST")).toBe(2);
  await previewIsEmpty();
});

test("what was written since is never restored over: neither by another `up` nor by the job itself", async () => {
  await redis("SET since 1");
  await docker("restart", name("redis"));
  await eventually("Redis is back", 60, async () => (await redis("PING")) === "PONG");
  const before = [await digest(), await record(name("redis")), await server()];
  expect(await up({ generation: 2, restores: restores() })).toBe("");
  const again = await docker("start", "--attach", name("redis-restore-2"));
  expect(again).toContain(`generation 2 was restored from ${snapshot} before, and is left as it is`);
  expect([await digest(), await record(name("redis")), await server()]).toEqual(before);
});

test("a restore that fails leaves the running server as it was (DR3)", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const damaged = await takeSnapshot();
  await inside(name("redis-backup"), `printf X | dd of=/backups/${damaged}.rdb.age bs=1 seek=300 conv=notrunc status=none`);
  const before = [await digest(), await server(), await volume()];
  expect(await up({ generation: 3, restores: { ...restores(), "3": { snapshot: damaged } } })).toContain(
    `generation 3: the file of snapshot ${damaged} is not what was written`,
  );
  expect([await digest(), await server(), await volume()]).toEqual(before);
});

test("rolled back, what was written before the restore is there again (DR3)", async () => {
  expect(await volume()).toBe(name("redis-data-2"));
  expect(await up({ generation: 1, restores: { ...restores(), "3": { snapshot } } })).toBe("");
  expect(await volume()).toBe(name("redis-data"));
  expect(await digest()).toBe(left);
  await eventuallyCounts(3);
  expect(await count("POST")).toBe(4);
  await previewIsEmpty();
  expect(await docker("ps", "--all", "--format", "{{.Names}}", "--filter", `name=^${name("redis-restore-")}`)).toBe("");
});

test("both stores go to one time in one edit: what was written before it is there, and nothing after it (BR6)", async () => {
  const sql = async (statement: string) => {
    const { code, output } = await inside(name("postgres"), `psql -XAtq --set=ON_ERROR_STOP=1 --command "${statement}" postgres`);
    if (code !== 0) throw new Error(output);
    return output.trim();
  };
  await sql("CREATE TABLE kept (text text)");
  const made = await inside(name("postgres-backup-full"), "drill backup full");
  const label = /made backup (\S+):/.exec(made.output)?.[1];
  await sql("INSERT INTO kept VALUES ('before')");
  const counted = await count("POST");
  const together = await takeSnapshot();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const time = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await sql("INSERT INTO kept VALUES ('after')");
  const segment = await sql("SELECT pg_walfile_name(pg_switch_wal())");
  const archived = `SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`;
  await eventually("the archive goes beyond the time", 60, async () => (await sql(archived)) === "t");
  await count("POST");
  const recovery = { generation: 4, restores: { ...restores(), "3": { snapshot }, "4": { snapshot: together } } };
  expect(await up(recovery, { generation: 2, restores: { "2": { label, target: { time } } } })).toBe("");
  expect(await sql("SELECT string_agg(text, ',') FROM kept")).toBe("before");
  await eventuallyCounts(Number(counted));
  await previewIsEmpty();
});

describe("redis-restore", () => {
  /** @param prepare for a shell, with the snapshot in /backups and nothing in /data yet */
  const restored = (key: string, prepare: string) =>
    withIdentity(
      key,
      name("redis"),
      [`${name("redis-backups")}:/source:ro`, "/backups", "/data"],
      `cp /source/${snapshot}.* /backups; ${prepare}; redis-restore 2 ${snapshot} && ls /data; jq --raw-output .outcome /data/restore.json`,
    );

  test("begins anew what was interrupted", async () => {
    const { output } = await restored(identity, `echo '{"outcome":"begun"}' >/data/restore.json; echo half >/data/dump.rdb`);
    expect(output).toContain("restored 9 keys");
    expect(output).toMatch(/\nappendonlydir\nlock\nrestore\.json\nrestored\n$/);
  });

  test("refuses a volume that holds something else", async () => {
    const { output } = await restored(identity, "echo '' >/data/users.acl");
    expect(output).toContain("generation 2: its volume holds users.acl, allowed is nothing; take a new generation");
    expect(output).not.toContain("restored 9 keys");
  });

  test("needs the identity", async () => {
    const { output, stdout } = await restored(`AGE-SECRET-KEY-1${"Q".repeat(58)}`, "true");
    expect(output).toContain(`generation 2: snapshot ${snapshot} cannot be decrypted`);
    expect(stdout).toMatch(/failed\n$/);
  });

  test.each([
    ["another number of keys", `.databases["3"].keys = 5`],
    ["keys of another type", `.databases["3"].persistent |= (.zset = .list | del(.list))`],
  ])("refuses a snapshot whose metadata tells %s", async (_what, change) => {
    const { output, stdout } = await restored(identity, `jq '${change}' /source/${snapshot}.json >/backups/${snapshot}.json`);
    expect(output).toContain("its metadata tells {");
    expect(stdout).toMatch(/failed\n$/);
  });

  test("a server does not start on a generation that was not restored", async () => {
    const { code, output } = await withIdentity(identity, name("redis"), ["/data"], "REDIS_GENERATION=2 redis-start");
    expect([code, output]).toEqual([1, "generation 2 has no data: it was not restored, and an empty server is not what was asked for\n"]);
  });
});
