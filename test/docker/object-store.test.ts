import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { OutsideBucket } from "../../components/preflight/bucket";
import { bucketFacts } from "../../components/preflight/collect/bucket/collect";
import { s3 } from "../../components/preflight/collect/bucket/s3";
import { untilLate } from "../../components/preflight/collect/known";
import type { StackOutputs } from "../../outputs";
import { backupsIn, listBackups, restoreAndAsk } from "../support/backups";
import { canariesIn } from "../support/canaries";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker, eventually, inside, inspect } from "../support/docker";
import { containerPlaces } from "../support/places";
import { freePort } from "../support/ports";
import { S3Server } from "../support/s3-server";
import { search } from "../support/search";
import { run, TestStack } from "../support/test-stack";

/** BR9: WAL and backups on a volume and in the stack's own object store, and the loss of either. */
jest.setTimeout(400_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
const name = (unit: string) => `${stack.prefix}-${unit}`;
const sql = (statement: string) =>
  docker("exec", name("postgres"), "psql", "-XAtq", "--command", statement, "postgres").then((answer) => answer.trim());
const backup = () => inside(name("postgres-backup-full"), "drill backup full");
const backupsOf = async (repository: number) =>
  backupsIn((await inside(name("postgres"), listBackups.replace("info", `--repo=${repository} info`))).output);
const healthy = (unit: string) =>
  eventually(`${unit} is healthy`, 60, async () => (await inspect(name(unit), "{{.State.Health.Status}}")) === "healthy");

/** @returns the segment that has it, finished */
async function writeRow(text: string): Promise<string> {
  await sql(`INSERT INTO kept VALUES ('${text}')`);
  return sql("SELECT pg_walfile_name(pg_switch_wal())");
}

function archived(segment: string, repository: number): Promise<void> {
  const listed = `pgbackrest --stanza=main --repo=${repository} repo-ls --recurse archive/main | grep -q ${segment}`;
  return eventually(`${segment} is in repository ${repository}`, 90, async () => (await inside(name("postgres"), listed)).code === 0);
}

/** A copy that reaches the object store and nothing else, asked for the rows. */
async function rowsOfCopy(): Promise<string[]> {
  const { code, output } = await run("docker", [
    ...["run", "--rm", `--network=${name("object-store")}`, "--user=999:999", "--group-add=0"],
    ...["--tmpfs=/copy:uid=999,gid=999,mode=700,size=1g", "--tmpfs=/tmp", `--volumes-from=${name("postgres")}:ro`],
    ...["--env=PGBACKREST_CONFIG=/run/config/pgbackrest.conf", "--env=PGBACKREST_CONFIG_INCLUDE_PATH=/run/secrets"],
    ...[await inspect(name("postgres"), "{{.Image}}"), "bash", "-c", restoreAndAsk("SELECT text FROM kept ORDER BY text", "postgres")],
  ]);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  return output.trim().split("\n");
}

beforeAll(async () => {
  await stack.create({
    preflight: smallMachine,
    gateway: { port: await freePort() },
    objectStore: { enabled: true, storage: "1Gi" },
    postgres: { ...smallPostgres, backup: { ...smallPostgres.backup, objectStorage: { place: "stack" } } },
  });
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
  await sql("CREATE TABLE kept (text text)");
}, 600_000);

afterAll(() => stack.destroy(), 120_000);

test("the outputs tell both repositories", async () => {
  const { recovery } = await stack.outputs<StackOutputs>();
  expect(recovery["postgres"]?.archive).toMatchObject({
    volumes: ["postgres-repository", "object-store-data"],
    repositories: [
      { number: 1, type: "volume", volume: "postgres-repository" },
      { number: 2, type: "s3", endpoint: "object-store:7070", bucket: "backups", folder: stack.prefix },
    ],
  });
});

test("a preview right after up is empty", async () => {
  const { code, output } = await stack.preview("--expect-no-changes");
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
});

test("a job makes a backup in each, encrypted", async () => {
  await writeRow("1 before the backup");
  const { code, output } = await backup();
  expect({ code, made: output.match(/repository \d: made backup/g), output: code === 0 ? "" : output }).toEqual({
    code: 0,
    made: ["repository 1: made backup", "repository 2: made backup"],
    output: "",
  });
  for (const repository of [1, 2]) expect(await backupsOf(repository)).toMatchObject([{ type: "full", error: false }]);
  const plain = await inside(name("object-store"), "grep -rlq 'before the backup' /data; echo $?; find /data/backups -type f | wc -l");
  expect(plain.output).toMatch(/^1\n\d{2,}\n$/);
});

test("the store is private: without a key it tells nothing, and its plain port is none", async () => {
  const request = "GET /backups?list-type=2 HTTP/1.1\\r\\nHost: object-store\\r\\nConnection: close\\r\\n\\r\\n";
  const asked = await inside(
    name("postgres"),
    `printf '${request}' | openssl s_client -quiet -verify_return_error -verify_hostname object-store -CAfile /run/certificates/ca.crt -connect object-store:7070 2>/dev/null`,
  );
  expect(asked.output).toMatch(/^HTTP\/1.1 403 /);
  const plain = await inside(name("postgres"), `exec 3<>/dev/tcp/object-store/7070; printf '${request}' >&3; timeout 5 cat <&3`);
  expect(plain.output).not.toContain("HTTP/1.1 403");
});

test("no secret is in a container's description, log, environment or arguments (SE1)", async () => {
  const canaries = canariesIn(await stack.must("stack", "export", "--show-secrets"));
  expect(canaries.map(({ name }) => name)).toContainEqual(expect.stringContaining("object-store-backups-key"));
  const containers = (await docker("ps", "--all", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`)).split("\n");
  expect(await search(canaries, await containerPlaces(containers))).toEqual([]);
});

describe("while the store is down", () => {
  let segment: string;

  beforeAll(async () => {
    await docker("stop", name("object-store"));
    segment = await writeRow("2 while the store was down");
  });

  test("the volume goes on getting WAL and backups, and the job fails", async () => {
    const [{ code, output }] = await Promise.all([backup(), archived(segment, 1)]);
    expect({ code, failed: output.match(/^repository \d: (?!made|nothing)/gm) }).toEqual({ code: 1, failed: ["repository 2: "] });
    expect(await backupsOf(1)).toHaveLength(2);
    expect(Number(await sql("SELECT failed_count FROM pg_stat_archiver"))).toBeGreaterThan(0);
  });

  afterAll(async () => {
    await docker("start", name("object-store"));
    await healthy("object-store");
  });
});

test("back again, it is caught up", async () => {
  await archived(await writeRow("3 after the store was back"), 2);
  expect(await backupsOf(2)).toHaveLength(1);
});

test("the volume is lost: WAL goes on to the bucket, and that alone gives everything back", async () => {
  await inside(name("postgres"), "rm -rf /repository/archive /repository/backup");
  await archived(await writeRow("4 after the volume was lost"), 2);
  expect(await rowsOfCopy()).toEqual([
    "1 before the backup",
    "2 while the store was down",
    "3 after the store was back",
    "4 after the volume was lost",
  ]);
});

test("a restart and a backup make the volume whole again", async () => {
  await docker("restart", name("postgres"));
  await healthy("postgres");
  const { code, output } = await backup();
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(await backupsOf(1)).toMatchObject([{ error: false }]);
});

test("the bucket's content is lost: WAL goes on to the volume, and that alone gives everything back", async () => {
  await inside(name("object-store"), "rm -rf /data/backups/*");
  await archived(await writeRow("5 after the bucket was lost"), 1);
  expect(await rowsOfCopy()).toEqual([
    "1 before the backup",
    "2 while the store was down",
    "3 after the store was back",
    "4 after the volume was lost",
    "5 after the bucket was lost",
  ]);
});

describe("the preflight, asking a real server (PF1, BR9)", () => {
  const server = new S3Server();
  let bucket: OutsideBucket;
  const look = (change: Partial<OutsideBucket> = {}) => {
    const asked = { ...bucket, ...change };
    return bucketFacts(asked, s3(asked, 2500), untilLate(5000));
  };

  beforeAll(async () => {
    bucket = await server.start(await inspect(name("object-store"), "{{.Image}}"));
  });

  afterAll(() => server.stop());

  test("a bucket that works, and nothing is left in it", async () => {
    expect(await look()).toEqual({
      ...{ name: `backups at localhost:${bucket.port}`, state: "answers", versioned: false, locked: false, forbidden: [] },
      skew: expect.any(Number) as number,
    });
    expect(await server.objects()).toBe("");
  });

  test.each<[string, Partial<OutsideBucket>, string, RegExp]>([
    ["another secret", { secretKey: "another-secret-key" }, "refused", /^403 SignatureDoesNotMatch$/],
    ["a key that there is not", { keyId: "nobody" }, "refused", /^403 InvalidAccessKeyId$/],
    ["another region", { region: "eu-central-1" }, "refused", /^400 AuthorizationHeaderMalformed$/],
    ["a bucket that there is not", { bucket: "others" }, "missing", /^404 NoSuchBucket$/],
    ["an authority that is not trusted", { certificate: rootCertificates[0] as string }, "untrusted", /certificate/],
    ["a name that the certificate has not", { endpoint: "127.0.0.1" }, "untrusted", /altnames/],
    ["a port where nobody is", { port: 1 }, "unreachable", /ECONNREFUSED/],
  ])("%s", async (_what, change, state, reason) => {
    expect(await look(change)).toMatchObject({ state, reason: expect.stringMatching(reason) as string });
  });

  test("its one user makes no other bucket", async () => {
    const { status } = await s3({ ...bucket, bucket: "others" }, 2500)({ method: "PUT" });
    expect(status).toBe(403);
  });
});
