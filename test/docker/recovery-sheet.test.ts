import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import versions from "../../images/versions.json";
import { archiveConf, archiving, passphraseConf } from "../../components/postgres/pgbackrest";
import type { Repository } from "../../components/postgres/repositories";
import { imageReference } from "../../components/platform/docker/rules/image-reference";
import { generate } from "../../components/secrets/generate";
import { pageOf } from "../../ops/keys/page";
import { parse } from "../../ops/keys/parse";
import { recoverySettings, restoreCommands, settingsText } from "../../ops/keys/settings";
import type { Evidence } from "../../services/drill/src/evidence/evidence";
import { isGenuine, type Signed } from "../../services/drill/src/evidence/signature";
import { docker } from "../support/docker";
import { run } from "../support/test-stack";

/** The key is escrowed on paper (BR8): a restore from a repository and the text of a sheet alone, without stack, state or the server. */
jest.setTimeout(300_000);

const id = `recovery-sheet-${process.pid}`;
const repository = `${id}-repository`;
const key = generate(64);
const sheet = pageOf({
  project: "ballast",
  stack: id,
  platform: "docker",
  exported: new Date().toISOString(),
  archives: [
    {
      store: "postgres",
      engine: archiving.engine,
      stanza: archiving.stanza,
      cipher: archiving.cipher,
      key: "postgres-archive-key",
      repositories: [`volume=${repository}`],
    },
  ],
  keys: [{ name: "postgres-archive-key", version: 1, value: key }],
});
const leftovers = () => docker("ps", "--all", "--quiet", "--filter", "name=ballast-drill-");
const folder = mkdtempSync(join(tmpdir(), "ballast-sheet-"));
let image: string;

/** The image that the platform builds, under the name that it gives it. */
async function postgresImage(): Promise<string> {
  const base = await docker("image", "inspect", "--format", "{{.Id}}", versions.base);
  const args = versions.postgres;
  const name = imageReference("images-postgres", "images/postgres", args, base);
  const given = Object.entries(args).flatMap(([argument, value]) => ["--build-arg", `${argument}=${value}`]);
  await docker("build", "--quiet", "--network", "host", "--tag", name, ...given, "images/postgres");
  return name;
}

/** Runs a script as Postgres's user, with files that only it can read at their path, and none of the network. */
function inContainer(script: string, files: Record<string, string>, ...options: string[]) {
  const mounts = Object.entries(files).map(([path, content], index) => {
    const source = join(folder, String(index));
    rmSync(source, { force: true });
    writeFileSync(source, content, { mode: 0o400 });
    chownSync(source, 999, 999);
    return `--volume=${source}:${path}:ro`;
  });
  const room = ["--tmpfs=/pgdata:uid=999,gid=999,mode=700,size=1g", "--tmpfs=/run/postgresql:uid=999,gid=999"];
  return run("docker", ["run", "--rm", "--network=none", ...room, ...mounts, ...options, image, "bash", "-euc", script]);
}

const settingsFile = "/run/config/postgresql.conf";
/** As in the stack, they are not among the data. */
const serverConf = `listen_addresses = ''
unix_socket_directories = '/run/postgresql, /pgdata/run'
archive_mode = on
archive_command = 'pgbackrest --stanza=${archiving.stanza} archive-push %p'
`;

/** A server as the stack's, which has written a row after its one backup. */
const serverScript = [
  "mkdir /pgdata/run",
  "initdb --pgdata=/pgdata/data --username=postgres --data-checksums --auth-local=peer --auth-host=reject --no-instructions >/dev/null",
  `pgbackrest --stanza=${archiving.stanza} --no-online stanza-create`,
  `pg_ctl start -wD /pgdata/data -l /pgdata/log -o "-c config_file=${settingsFile}"`,
  `pgbackrest --stanza=${archiving.stanza} --repo1-retention-full=1 --start-fast backup`,
  `psql -qc "CREATE TABLE proof AS SELECT 'written after the backup' AS text" postgres`,
  "pg_ctl stop -wD /pgdata/data",
].join("\n");

const volume: Repository[] = [{ type: "volume", volume: "postgres-repository" }];
const asContainersHaveThem = ["--env=PGBACKREST_CONFIG=/run/config/pgbackrest.conf", "--env=PGBACKREST_CONFIG_INCLUDE_PATH=/run/secrets"];

beforeAll(async () => {
  image = await postgresImage();
  await docker("volume", "create", repository);
  const files = {
    [settingsFile]: serverConf,
    "/run/config/pgbackrest.conf": archiveConf(volume),
    "/run/secrets/pgbackrest.conf": passphraseConf(key, volume),
  };
  const made = await inContainer(serverScript, files, `--volume=${repository}:/repository`, ...asContainersHaveThem);
  if (made.code !== 0) throw new Error(made.output);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await docker("volume", "rm", repository);
});

const readOnly = `--volume=${repository}:/repository:ro`;

test("with the commands of the sheet, and settings made of its text, the row comes back", async () => {
  const parsed = parse(sheet);
  const { archive, passphrase } = recoverySettings(parsed.sheet!);
  const commands = restoreCommands(archive);
  for (const command of commands) expect(sheet).toContain(command);
  const script = [
    ...commands.slice(0, -1),
    `until [ "$(${commands.at(-1)})" = f ]; do sleep 0.2; done`,
    'psql -At -c "SELECT text FROM proof" postgres',
    'psql -At -c "SHOW archive_mode" postgres',
  ].join("\n");
  const files = { "/etc/pgbackrest/pgbackrest.conf": settingsText(archive, passphrase) };
  const restored = await inContainer(script, files, readOnly);
  if (restored.code !== 0) throw new Error(restored.output);
  expect(restored.stdout.trim().split("\n").slice(-2)).toEqual(["written after the backup", "off"]);
});

test("with the settings and the passphrase in two files, as a container has them", async () => {
  const { archive, conf, passphrase } = recoverySettings(parse(sheet).sheet!);
  const files = { "/run/config/pgbackrest.conf": conf, "/run/secrets/pgbackrest.conf": passphraseConf(passphrase, volume) };
  const info = await inContainer(`pgbackrest --stanza=${archive.stanza} info`, files, readOnly, ...asContainersHaveThem);
  expect(info.code).toBe(0);
  expect(info.stdout).toContain("status: ok");
});

test("with another key the repository is closed", async () => {
  const { archive } = recoverySettings(parse(sheet).sheet!);
  const files = { "/etc/pgbackrest/pgbackrest.conf": settingsText(archive, generate(64)) };
  const refused = await inContainer(`pgbackrest --stanza=${archive.stanza} restore`, files, readOnly);
  expect(refused.code).not.toBe(0);
  expect(refused.output).toMatch(/CryptoError|unable to flush|unable to load info file/);
});

describe("a drill (BR3, BR8)", () => {
  const drill = async (text: string, name: string, place = repository) => {
    const file = join(folder, `${name}.txt`);
    writeFileSync(file, text, { mode: 0o600 });
    const words = ["keys", "drill", file, "--repository", place, "--output", join(folder, name), "--json"];
    return run("./ballast", words, { PATH: process.env["PATH"], HOME: folder });
  };
  const evidenceIn = (stdout: string) => {
    const { places, found } = JSON.parse(stdout) as { places: { evidence: string; publicKey: string }; found: { genuine: boolean } };
    const document = JSON.parse(readFileSync(places.evidence, "utf8")) as Signed<Evidence>;
    return { ...document, genuine: found.genuine && isGenuine(document, readFileSync(places.publicKey, "utf8")) };
  };

  test("restores with the key on the sheet alone, and leaves evidence; what no stack described is not known to be good", async () => {
    const { code, stdout } = await drill(sheet, "good");
    const { genuine, assertions, outcome, backup } = evidenceIn(stdout);
    const verdict = (id: string) => assertions.find((one) => one.id === id)?.outcome;
    expect({ genuine, backup }).toEqual({ genuine: true, backup: expect.stringMatching(/^\d{8}-\d{6}F$/) as string });
    const proved = ["escrowed-key-opens", "wrong-key-refused", "restore-succeeded", "repository-write-refused", "copy-has-no-egress"];
    expect(proved.map((id) => [id, verdict(id)])).toEqual(proved.map((id) => [id, "pass"]));
    expect(verdict("recovery-point-objective")).toBe("skip");
    // The server was not a stack's: there is no manifest, and no heartbeat.
    expect([code, outcome]).toEqual([1, "fail"]);
    expect(await leftovers()).toBe("");
  });

  test("the sheet of another stack verifies nothing", async () => {
    const { code, stdout } = await drill(
      pageOf({ ...parse(sheet).sheet!, keys: [{ name: "postgres-archive-key", version: 1, value: generate(64) }] }),
      "foreign",
    );
    expect(code).toBe(4);
    expect(evidenceIn(stdout)).toMatchObject({ genuine: true, outcome: "could-not-verify", backup: null });
    expect(await leftovers()).toBe("");
  });

  test("one wrong digit is told by its line, and nothing is started", async () => {
    const line = sheet.split("\n").find((one) => / value /.test(one))!;
    const wrong = line.replace(/(value\s+.)(.)/, (_all, before: string, digit: string) => `${before}${digit === "7" ? "8" : "7"}`);
    const { code, output } = await drill(sheet.replace(line, wrong), "damaged");
    expect([code, output]).toEqual([4, expect.stringMatching(/line \d+: it and its check word do not fit: type it again/)]);
    expect(existsSync(join(folder, "damaged"))).toBe(false);
  });

  test("a repository that is not there is no empty one", async () => {
    const { code, output } = await drill(sheet, "nowhere", `${id}-nowhere`);
    expect([code, output]).toEqual([64, expect.stringContaining(`got ${id}-nowhere, which is no volume of this Docker engine`)]);
    expect(await docker("volume", "ls", "--quiet", "--filter", `name=${id}-nowhere`)).toBe("");
  });

  test("interrupted, it leaves no container", async () => {
    writeFileSync(join(folder, "interrupted.txt"), sheet, { mode: 0o600 });
    const words = ["keys", "drill", join(folder, "interrupted.txt"), "--repository", repository, "--output", join(folder, "interrupted")];
    const child = spawn("./ballast", words, { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (chunk: Buffer) => /restoring backup/.test(chunk.toString()) && child.kill("SIGINT"));
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    expect([code, signal]).toEqual([null, "SIGINT"]);
    expect(await leftovers()).toBe("");
  });
});
