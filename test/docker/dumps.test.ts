import { join } from "node:path";
import type { StackOutputs } from "../../outputs";
import { canariesIn } from "../support/canaries";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker, eventually, inside } from "../support/docker";
import { filesIn, metadataIn, verifiedBy, withIdentity, withTampered, type FileMetadata } from "../support/file-backups";
import { freePort } from "../support/ports";
import { search, textPlace } from "../support/search";
import { run, TestStack } from "../support/test-stack";

/** Dumps of Postgres and snapshots of Redis, as the stack's scheduled jobs make them: BR1, BR2, BR4, BR7, BR8, SE1. */
jest.setTimeout(900_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
const name = (unit: string) => `${stack.prefix}-${unit}`;
let secrets: StackOutputs["secrets"];

beforeAll(async () => {
  await stack.create({
    preflight: smallMachine,
    postgres: smallPostgres,
    gateway: { port: await freePort() },
    applications: {
      notes: { build: "services/notes", needs: ["postgres"] },
      counter: { build: "services/counter", needs: ["redis"], exposure: { to: "gateway", path: "/counters" } },
    },
  });
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
  ({ secrets } = JSON.parse(await stack.must("stack", "output", "--json", "--show-secrets")) as StackOutputs);
});

afterAll(() => stack.destroy());

/** Another one than the stack's. */
const foreignIdentity = async () =>
  (await run("docker", ["run", "--rm", "--network=none", await imageOf("redis"), "age-keygen"])).stdout.trim().split("\n").at(-1) ?? "";
const imageOf = (unit: string) => docker("inspect", "--format", "{{.Image}}", name(unit));

test("jobs know the recipient alone, and it is that of the identity in the outputs (BR8, SE1)", async () => {
  for (const [unit, key] of [["postgres-dump", "postgres-dump-key"] as const, ["redis-backup", "redis-backup-key"] as const]) {
    const identity = secrets[key] ?? "";
    const recipient = (await inside(name(unit), "cat /run/config/recipient")).output;
    expect(recipient).toMatch(/^age1[a-z0-9]{58}\n$/);
    const derived = await withIdentity(identity, name("redis"), [], "age-keygen -y /run/secrets/identity");
    expect(derived.output).toBe(recipient);
    const held = await inside(name(unit), "grep -rl AGE-SECRET-KEY /run/secrets /run/config /run/certificates /backups 2>/dev/null");
    expect(held.output).toBe("");
  }
});

describe("dumps of Postgres", () => {
  const folder = "/backups/databases/notes";
  const job = () => name("postgres-dump");
  const dump = () => inside(job(), "postgres-dump notes");
  const sql = (statement: string) =>
    docker("exec", name("postgres"), "psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--command", statement, "notes");
  const dumps = () => metadataIn(job(), folder);
  const newest = async () => (await dumps()).at(-1) as FileMetadata;
  /** Enough for pg_dump not to be done before it can be killed. */
  const fill = () =>
    sql(
      "CREATE TABLE filled AS SELECT i, md5(i::text) AS a, md5((i * 7)::text) AS b, md5((i * 13)::text) AS c FROM generate_series(1, 600000) i",
    );

  test("each database and what all share, with its metadata (BR1, BR2)", async () => {
    await sql("CREATE TABLE kept AS SELECT 'plainly readable' AS text");
    expect(await dump()).toMatchObject({ code: 0 });
    const [made, ...others] = await dumps();
    expect(others).toEqual([]);
    expect(made).toEqual({
      file: expect.stringMatching(/^\d{8}T\d{6}Z\.dump\.age$/) as string,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      sizeBytes: Number((await inside(job(), `stat -c %s ${folder}/*.dump.age`)).output),
      sha256: (await inside(job(), `sha256sum ${folder}/*.dump.age`)).output.split(" ")[0],
      format: "custom",
      compression: "zstd",
      encryption: "age",
      database: "notes",
      databaseSizeBytes: expect.any(Number) as number,
      host: "postgres",
      serverVersion: expect.stringMatching(/^17\./) as string,
      previousSizeBytes: null,
      outcome: "good",
      tables: expect.arrayContaining([{ name: "public.kept", rows: 1 }]) as unknown,
    });
    expect(await metadataIn(job(), "/backups/globals")).toMatchObject([
      { format: "sql", database: "postgres", outcome: "good", databases: ["notes"] },
    ]);
    expect((await inside(job(), "grep -rqE 'plainly readable|PGDMP|CREATE ROLE' /backups")).code).not.toBe(0);
  });

  test("no metadata, log or argument holds a secret (SE1)", async () => {
    const canaries = canariesIn(await stack.must("stack", "export", "--show-secrets"));
    const told = await inside(
      job(),
      "cat /backups/globals/*.json /backups/databases/*/*.json; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ",
    );
    const places = [textPlace("metadata and processes", told.output), textPlace("log", await docker("logs", job()))];
    expect(await search(canaries, places)).toEqual([]);
  });

  const restored = (identity: string) =>
    withIdentity(
      identity,
      name("postgres"),
      [`${name("postgres-dumps")}:/backups:ro`],
      [
        "set -euo pipefail; export PGHOST=/copy",
        "initdb --pgdata=/copy/data --username=postgres --locale-provider=builtin --locale=C.UTF-8 --encoding=UTF8 >/dev/null",
        `pg_ctl --pgdata=/copy/data --silent --wait --log=/copy/log --options="-c listen_addresses='' -c unix_socket_directories=/copy" start`,
        "opened() { age --decrypt --identity=/run/secrets/identity $(ls -1 $1 | tail -n 1); }",
        "opened '/backups/globals/*.age' >/copy/globals.sql; sed -i '/ROLE postgres[ ;]/d' /copy/globals.sql",
        "psql -XAtq --username=postgres --set=ON_ERROR_STOP=1 --file=/copy/globals.sql postgres",
        `opened '${folder}/*.age' | pg_restore --username=postgres --exit-on-error --create --dbname=postgres`,
        `psql -XAtq --username=postgres --command="SELECT text, pg_get_userbyid(datdba), (SELECT count(rolpassword) FROM pg_authid) FROM kept, pg_database WHERE datname = 'notes'" notes`,
      ].join("\n"),
    );

  test("restored into an empty server: the row, its owner, and no password (BR1)", async () => {
    expect(await restored(secrets["postgres-dump-key"] ?? "")).toMatchObject({ code: 0, stdout: "plainly readable|notes|0\n" });
  });

  test("another identity opens nothing (BR8)", async () => {
    const { code, output } = await restored(await foreignIdentity());
    expect(code).not.toBe(0);
    expect(output).toContain("no identity matched any of the recipients");
  });

  const verification = () => name("postgres-dump-verification");
  const verified = () => verifiedBy(verification(), "drill verify-dumps");

  describe("verified (BR3)", () => {
    const notes = "databases/notes";

    test("they are restored, and all of it is what was dumped; the evidence is kept, and nothing else", async () => {
      expect(await verified()).toMatchObject({ code: 0, store: "postgres-dump", outcome: "pass", broken: [] });
      expect((await inside(verification(), "ls -A /copy; grep -r 'plainly readable' /evidence")).output).toBe("");
      expect((await inside(verification(), "cat /evidence/verification.prom")).output).toContain(
        'ballast_verification_outcome{store="postgres-dump",outcome="pass"} 1',
      );
    });

    test("--if-none makes none where there is one of each", async () => {
      const before = await filesIn(job(), "/backups");
      expect(await inside(job(), "postgres-dump --if-none notes")).toMatchObject({ code: 0 });
      expect(await filesIn(job(), "/backups")).toEqual(before);
    });

    const edit = (folder: string, change: string) => `sed -i '${change}' $(ls ${folder}/*.json | tail -n 1)`;
    test.each([
      ["a flipped byte", `printf X | dd of=$(ls ${notes}/*.age) bs=1 seek=300 conv=notrunc status=none`, "fail", ["file-digest"]],
      [
        "a file cut short, with the SHA-256 of that",
        `truncate --size=-20 ${notes}/*.age && ${edit(notes, 's/"sha256": "[0-9a-f]*/"sha256": "\'$(sha256sum databases/notes/*.age | cut -d \' \' -f 1)\'/')}`,
        "fail",
        ["file-decrypts"],
      ],
      [
        "a row that is missing",
        edit(notes, 's/{"name": "public.kept", "rows": 1}/{"name": "public.kept", "rows": 2}/'),
        "fail",
        ["dumps-rows"],
      ],
      ["a table that is missing", edit(notes, 's/"public.kept"/"public.gone"/'), "fail", ["dumps-rows"]],
      ["one that shrank", edit(notes, 's/"good"/"shrank"/'), "fail", ["file-good"]],
      ["one that is old", edit("globals", 's/"finishedAt": "20../"finishedAt": "2020/'), "fail", ["file-recent"]],
      ["a missing file", `rm ${notes}/*.age`, "fail", ["file-digest", "file-decrypts"]],
      ["a database without a dump", `rm -r ${notes}`, "fail", ["dumps-complete"]],
      ["no roles", "rm globals/*.age", "fail", ["file-digest", "file-decrypts", "dumps-restore"]],
      ["one from before tables were counted", edit(notes, 's/"tables":/"other":/'), "partial", ["dumps-rows"]],
      ["none", "rm -r globals databases", "could-not-verify", []],
    ])("%s is found", async (_what, tamper, outcome, assertions) => {
      const found = await withTampered(job(), tamper, verified);
      expect(found).toMatchObject({ outcome, broken: expect.arrayContaining(assertions) as string[] });
      expect(found.code).toBe({ fail: 1, partial: 3, "could-not-verify": 4 }[outcome]);
    });

    test("another identity opens none", async () => {
      const { code, output } = await withIdentity(
        await foreignIdentity(),
        verification(),
        [`${name("postgres-dumps")}:/backups:ro`, "/evidence"],
        "STORE=postgres-dump SOURCE_HOST=postgres LIMIT_BACKUP_AGE_SECONDS=3600 drill verify-dumps",
      );
      expect([code, output]).toEqual([1, expect.stringContaining("FAIL file-decrypts")]);
    });
  });

  test("the role that makes them reads everything, changes nothing, and comes with its own certificate alone (SE2)", async () => {
    const verified =
      "sslmode=verify-full sslrootcert=/run/certificates/ca.crt sslcert=/run/certificates/tls.crt sslkey=/run/certificates/tls.key";
    const as = (unit: string, statement: string) =>
      inside(name(unit), `psql -XAtq "host=postgres user=postgres-dump dbname=notes ${verified}" --command "${statement}" </dev/null`);
    const writing = (statement: string) => as("postgres-dump", `SET default_transaction_read_only = off" --command "${statement}`);
    expect((await as("postgres-dump", "SELECT text FROM kept")).output).toBe("plainly readable\n");
    expect((await as("postgres-dump", "DELETE FROM kept")).output).toContain("read-only transaction");
    expect((await writing("DELETE FROM kept")).output).toContain("permission denied");
    expect((await writing("CREATE ROLE other")).output).toContain("permission denied");
    expect((await as("postgres", "SELECT 1")).output).toContain('certificate authentication failed for user "postgres-dump"');
  });

  test("a database that is not there fails the job, and the others are dumped all the same", async () => {
    const before = (await dumps()).length;
    const { code, output } = await inside(job(), "postgres-dump ghost notes");
    expect([code, output]).toEqual([1, expect.stringContaining("database ghost is not on the server")]);
    expect(await dumps()).toHaveLength(before + 1);
  });

  test("two at once: one is made, the other says why it is not (BR7)", async () => {
    const ended = (await Promise.all([dump(), dump()])).sort((a, b) => a.code - b.code);
    expect(ended.map(({ code }) => code)).toEqual([0, 1]);
    expect(ended[1]?.output).toBe("another dump is being made, so this one is not\n");
  });

  test("two within a second are two", async () => {
    const before = (await dumps()).length;
    expect(await inside(job(), "postgres-dump notes && postgres-dump notes")).toMatchObject({ code: 0 });
    expect(await dumps()).toHaveLength(before + 2);
  });

  test.each(["pg_dump", "tee", "age", "pg_restore"])(
    "%s killed in the middle: a failure that says so, and nothing is kept of it",
    async (victim) => {
      if ((await sql("SELECT to_regclass('filled') IS NULL")) === "t") await fill();
      const before = await filesIn(job(), folder);
      const [ended, killed] = await Promise.all([dump(), inside(job(), killOnce(victim, `${folder}/partial`))]);
      expect(killed).toMatchObject({ code: 0 });
      expect([ended.code, ended.output]).toEqual([
        1,
        expect.stringContaining("databases/notes: the dump failed, and nothing of it is kept"),
      ]);
      expect(await filesIn(job(), folder)).toEqual(before);
    },
  );

  test("a full disk: the same", async () => {
    const { code, output } = await run("docker", [
      ...["run", "--rm", "--user=999:999", "--group-add=0", `--network=${name("postgres")}`, "--env=POSTGRES_HOST=postgres"],
      ...["--env=RETENTION_DAYS=7", `--volume=${name("postgres-dump-certificate")}:/run/certificates:ro`],
      ...[
        `--volumes-from=${name("postgres-dump-files")}:ro`,
        "--tmpfs=/backups:uid=999,gid=999,mode=700,size=2m",
        await imageOf("postgres"),
      ],
      ...["bash", "-c", "postgres-dump notes; code=$?; find /backups/databases -type f; exit $code"],
    ]);
    expect(code).toBe(1);
    expect(output).toContain("no space left on device");
    expect(output).toContain("databases/notes: the dump failed, and nothing of it is kept");
    expect(output).not.toContain(".dump.age");
  });

  test("a server that is not there fails the job", async () => {
    const before = await filesIn(job(), "/backups");
    await docker("stop", name("postgres"));
    const { code } = await dump().finally(() => docker("start", name("postgres")));
    expect(code).not.toBe(0);
    expect(await filesIn(job(), "/backups")).toEqual(before);
    await eventually("Postgres is healthy again", 60, async () => (await inside(name("postgres"), "pg_isready")).code === 0);
  });

  test("less than half of the one before is kept, and a failure", async () => {
    expect((await dump()).code).toBe(0);
    const before = await filesIn(job(), folder);
    await sql("DROP TABLE filled");
    const shrank = await dump();
    expect(shrank.code).toBe(1);
    expect(shrank.output).toMatch(
      /databases\/notes: the dump has \d+ bytes, less than half of the \d+ before; it is kept, and so is every older one/,
    );
    const kept = await newest();
    expect(kept.outcome).toBe("shrank");
    expect(await filesIn(job(), folder)).toEqual([...before, `./${kept.file}`, `./${kept.file.replace(".dump.age", ".json")}`].sort());
  });

  test("old ones go once the newest has passed a verification, and not before (BR4)", async () => {
    const old = "20260101T000000Z";
    await inside(job(), `cd ${folder} && for file in $(ls | tail -n 2); do cp $file ${old}.\${file#*.}; done`);
    const isThere = async () => (await filesIn(job(), folder)).filter((file) => file.includes(old)).length;
    expect(await verified()).toMatchObject({ outcome: "fail", broken: ["file-good"] });
    for (const why of ["the newest shrank", "the newest is not verified"]) {
      const { code, output } = await dump();
      expect([why, code, output, await isThere()]).toEqual([why, 0, expect.stringMatching(notPassed("globals/\\S+\\.sql\\.age")), 2]);
    }
    expect(await verified()).toMatchObject({ outcome: "pass" });
    const { code, output } = await dump();
    expect([code, output]).toEqual([0, expect.stringContaining(`removed ${folder}/${old}.json\n`)]);
    expect(await isThere()).toBe(0);
    expect((await dumps()).slice(-4).map(({ outcome }) => outcome)).toEqual(["shrank", "good", "good", "good"]);
  });
});

const notPassed = (newest: string): RegExp => new RegExp(`nothing is removed: the newest, ${newest}, has not passed a verification\n`);

/** For a shell: once a file has 256 kB, the process of that name is killed. */
function killOnce(victim: string, file: string): string {
  return [
    "for _ in $(seq 600); do",
    `  if [ "$(stat -c %s ${file} 2>/dev/null || echo 0)" -gt 262144 ]; then`,
    `    for process in /proc/[0-9]*; do if [ "$(basename "$(readlink $process/exe)")" = ${victim} ]; then kill -KILL "\${process#/proc/}" && exit 0; fi; done`,
    "  fi",
    "  sleep 0.02",
    "done",
    "exit 1",
  ].join("\n");
}

describe("snapshots of Redis", () => {
  const job = () => name("redis-backup");
  const backup = () => inside(job(), "redis-backup");
  const snapshots = () => metadataIn(job(), "/backups");
  const volume = () => `${name("redis-backups")}:/backups`;
  const identity = () => secrets["redis-backup-key"] ?? "";
  /** As the administrator, over the server's own socket. */
  const redis = async (...commands: string[]) => {
    const script = `(printf 'AUTH ballast_admin %s\\n' "$(cat /run/secrets/admin-password)"; printf '%s\\n' ${commands.map((command) => `'${command}'`).join(" ")}) | redis-cli -s /tmp/redis.sock`;
    return (await inside(name("redis"), script)).output.split("\n").slice(1).join("\n").trim();
  };
  const verification = () => name("redis-backup-verification");
  const verified = () => verifiedBy(verification(), "drill verify-snapshot");

  test("of all keys, counted, with its metadata (BR1, BR2)", async () => {
    await redis("SET counter:a 1", "SET counter:soon 1 EX 12", "HSET counter:h f v", "SELECT 3", "RPUSH counter:l a b", "SADD counter:s a");
    expect(await backup()).toMatchObject({ code: 0, output: expect.stringMatching(/kept 5 keys in \S+\.rdb\.age, \d+ bytes\n/) as string });
    const [made, ...others] = await snapshots();
    expect(others).toEqual([]);
    expect(made).toEqual({
      file: expect.stringMatching(/^\d{8}T\d{6}Z\.rdb\.age$/) as string,
      startedAt: expect.any(String) as string,
      finishedAt: expect.any(String) as string,
      sizeBytes: Number((await inside(job(), "stat -c %s /backups/*.rdb.age")).output),
      sha256: (await inside(job(), "sha256sum /backups/*.rdb.age")).output.split(" ")[0],
      format: "rdb",
      compression: "lzf",
      encryption: "age",
      host: "redis",
      serverVersion: expect.stringMatching(/^8\./) as string,
      keys: 5,
      databases: {
        0: { keys: 3, expires: 1, persistent: { string: 1, hash: 1 } },
        3: { keys: 2, expires: 0, persistent: { list: 1, set: 1 } },
      },
      previousSizeBytes: null,
      previousKeys: null,
      outcome: "good",
    });
    expect((await inside(job(), "grep -rqE 'REDIS00|counter' /backups")).code).not.toBe(0);
  });

  test("verified in isolation, also when keys have expired since; --if-none makes no other (BR3)", async () => {
    await eventually("a key has expired", 30, async () => (await redis("EXISTS counter:soon")) === "0");
    expect(await inside(job(), "redis-backup --if-none")).toMatchObject({ code: 0 });
    expect(await snapshots()).toHaveLength(1);
    expect(await verified()).toMatchObject({ code: 0, store: "redis-backup", outcome: "pass", broken: [] });
    expect((await inside(verification(), "ls -A /copy; grep -r counter: /evidence")).output).toBe("");
  });

  test.each([
    ["a flipped byte", "printf X | dd of=$(ls *.age) bs=1 seek=300 conv=notrunc status=none", "fail", ["file-digest"]],
    [
      "a file cut short, with the SHA-256 of that",
      `truncate --size=-20 *.age && sed -i "s/\\"sha256\\": \\"[0-9a-f]*/\\"sha256\\": \\"$(sha256sum *.age | cut -d ' ' -f 1)/" *.json`,
      "fail",
      ["file-decrypts"],
    ],
    ["another number of keys", `sed -i 's/"keys": 5/"keys": 6/' *.json`, "fail", ["redis-checked"]],
    ["keys of another type", `sed -i 's/"list": 1/"zset": 1/' *.json`, "fail", ["redis-keys"]],
    ["one that shrank", `sed -i 's/"good"/"shrank"/' *.json`, "fail", ["file-good"]],
    ["one that is old", `sed -i 's/"finishedAt": "20../"finishedAt": "2020/' *.json`, "fail", ["file-recent"]],
    ["a missing file", "rm *.age", "fail", ["file-digest", "file-decrypts"]],
    ["none", "rm 2*", "could-not-verify", []],
  ])("%s is found", async (_what, tamper, outcome, assertions) => {
    const found = await withTampered(job(), tamper, verified);
    expect(found).toMatchObject({ outcome, broken: expect.arrayContaining(assertions) as string[] });
    expect(found.code).toBe({ fail: 1, "could-not-verify": 4 }[outcome]);
  });

  test("another identity opens none", async () => {
    const { code, output } = await withIdentity(
      await foreignIdentity(),
      verification(),
      [`${volume()}:ro`, "/evidence"],
      "STORE=redis-backup SOURCE_HOST=redis LIMIT_BACKUP_AGE_SECONDS=3600 drill verify-snapshot",
    );
    expect([code, output]).toEqual([1, expect.stringContaining("FAIL file-decrypts")]);
  });

  test("its user can be sent all data, and do nothing else (SE2)", async () => {
    const as = (command: string) =>
      inside(job(), `redis-client -h redis --user ballast_backup --askpass ${command} </run/secrets/backup-password`);
    for (const command of ["GET counter:a", "PING", "CONFIG GET dir", "ACL LIST", "FLUSHALL"])
      expect((await as(command)).output).toContain("NOPERM");
  });

  test("a server that dies in the middle fails the job, and nothing is kept of it", async () => {
    const before = await filesIn(job(), "/backups");
    const ended = backup();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await docker("kill", name("redis"));
    expect((await ended).code).not.toBe(0);
    await docker("start", name("redis"));
    expect(await filesIn(job(), "/backups")).toEqual(before);
    await eventually("Redis is back", 60, async () => (await redis("PING")) === "PONG");
  });

  describe("restored (BR1)", () => {
    const server = "redis-server --port 0 --unixsocket /tmp/s --save '' --appendonly yes --dir";
    const started = `& for _ in $(seq 100); do [ "$(redis-cli -s /tmp/s ping 2>/dev/null)" = PONG ] && break; sleep 0.1; done`;
    const keys = "redis-cli -s /tmp/s info keyspace | grep -o 'db[0-9]*:keys=[0-9]*'; redis-cli -s /tmp/s shutdown; wait";
    const isolated = (script: string) => withIdentity(identity(), name("redis"), [`${volume()}:ro`, "/data"], script);

    test("as one would: a server with its append-only file on starts empty beside a snapshot", async () => {
      const { output } = await isolated(
        `mkdir /copy/data && age --decrypt --identity=/run/secrets/identity --output=/copy/data/dump.rdb $(ls /backups/*.age | tail -n 1); ${server} /copy/data >/dev/null ${started}; ${keys}`,
      );
      expect(output).toBe("");
    });
  });

  test("none of many is a failure, and is kept", async () => {
    const before = await filesIn(job(), "/backups");
    await redis("FLUSHALL");
    const shrank = await backup();
    expect([shrank.code, shrank.output]).toEqual([
      1,
      expect.stringMatching(/the snapshot has 0 keys in \d+ bytes, after 5 in \d+ before; it is kept/),
    ]);
    expect(await filesIn(job(), "/backups")).toEqual(expect.arrayContaining(before));
  });

  test("old ones go once the newest has passed a verification, beyond the days and the number that stay (BR4)", async () => {
    const old = ["20260101T000000Z", "20260102T000000Z"];
    await inside(
      job(),
      `cd /backups && newest=$(ls *.json | tail -n 1) && for old in ${old.join(" ")}; do cp $newest $old.json; cp \${newest%.json}.rdb.age $old.rdb.age; done`,
    );
    const there = async () => (await snapshots()).filter(({ outcome }) => outcome).length;
    expect(await verified()).toMatchObject({ outcome: "fail", broken: ["file-good"] });
    const all = await there();
    for (const more of [1, 2]) {
      expect(await backup()).toMatchObject({ code: 0, output: expect.stringMatching(notPassed("\\S+\\.rdb\\.age")) as string });
      expect(await there()).toBe(all + more);
    }
    expect(await verified()).toMatchObject({ outcome: "pass" });
    const counted = await inside(job(), `RETENTION_COUNT=${all + 1} redis-backup`);
    expect([counted.code, counted.output]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^removed /backups/${old[0]}.json\nremoved /backups/${old[0]}.rdb.age\n`)),
    ]);
    expect(await there()).toBe(all + 2);
    expect(await verified()).toMatchObject({ outcome: "pass" });
    expect(await backup()).toMatchObject({ code: 0, output: expect.stringContaining(`removed /backups/${old[1]}.rdb.age\n`) as string });
    expect(await there()).toBe(all + 2);
  });
});
