import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import versions from "../../images/versions.json";
import { archiveConf, archiving, passphraseConf } from "../../components/postgres/pgbackrest";
import type { Repository } from "../../components/postgres/repositories";
import { contextHash } from "../../components/platform/build-context";
import { generate } from "../../components/secrets/generate";
import { pageOf } from "../../ops/keys/page";
import { parse } from "../../ops/keys/parse";
import { recoverySettings, restoreCommands, settingsText } from "../../ops/keys/settings";
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
const folder = mkdtempSync(join(tmpdir(), "ballast-sheet-"));
let image: string;

/** The image that the platform builds, under the name that it gives it. */
async function postgresImage(): Promise<string> {
  const base = await docker("image", "inspect", "--format", "{{.Id}}", versions.base);
  const args = versions.postgres;
  const name = `ballast/images-postgres:${contextHash("images/postgres", args, base)}`;
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
