import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendEnv, ensureBackend } from "../../../toolchain/backend";
import { pathsOf } from "../../../toolchain/paths";
import { ToolchainError } from "../../../toolchain/types";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "toolchain-"))));
afterEach(() => rmSync(home, { recursive: true }));

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

function login(current: string): void {
  mkdirSync(join(home, ".pulumi"));
  writeFileSync(join(home, ".pulumi", "credentials.json"), JSON.stringify({ current }));
}

test("who is logged in nowhere gets a folder, and a passphrase file that only they can read", () => {
  const paths = pathsOf({ HOME: home });
  const variables = backendEnv({ HOME: home }, paths);
  expect(variables).toEqual({
    PULUMI_BACKEND_URL: `file://${home}/.local/share/ballast/state`,
    PULUMI_CONFIG_PASSPHRASE_FILE: `${home}/.config/ballast/passphrase`,
  });
  ensureBackend(variables, paths);
  expect([mode(paths.state), mode(paths.passphrase)]).toEqual(["700", "600"]);
  const passphrase = readFileSync(paths.passphrase, "utf8");
  expect(passphrase.length).toBeGreaterThanOrEqual(32);
  ensureBackend(variables, paths);
  expect(readFileSync(paths.passphrase, "utf8")).toBe(passphrase);
});

test.each([{ PULUMI_ACCESS_TOKEN: "pul-1" }, { PULUMI_BACKEND_URL: "s3://stacks" }])("%o keeps the user's backend", (chosen) => {
  const env = { HOME: home, ...chosen };
  expect(backendEnv(env, pathsOf(env))).toEqual({});
});

test("`pulumi login` keeps the user's backend; `pulumi logout` ends that", () => {
  login("https://stacks.example");
  expect(backendEnv({ HOME: home }, pathsOf({ HOME: home }))).toEqual({});
  rmSync(join(home, ".pulumi"), { recursive: true });
  login("");
  expect(backendEnv({ HOME: home }, pathsOf({ HOME: home }))).toHaveProperty("PULUMI_BACKEND_URL");
});

test.each([{ PULUMI_CONFIG_PASSPHRASE: "" }, { PULUMI_CONFIG_PASSPHRASE_FILE: "/mine" }])("with %o no passphrase is made", (chosen) => {
  const env = { HOME: home, ...chosen };
  const paths = pathsOf(env);
  const variables = backendEnv(env, paths);
  expect(Object.keys(variables)).toEqual(["PULUMI_BACKEND_URL"]);
  ensureBackend(variables, paths);
  expect(existsSync(paths.passphrase)).toBe(false);
});

test("a passphrase that others can read is an error with its fix", () => {
  const paths = pathsOf({ HOME: home });
  const variables = backendEnv({ HOME: home }, paths);
  ensureBackend(variables, paths);
  chmodSync(paths.passphrase, 0o640);
  let error: unknown;
  try {
    ensureBackend(variables, paths);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ToolchainError);
  expect(error).toMatchObject({ message: expect.stringContaining("mode is 640") as string, fix: `chmod 600 ${paths.passphrase}` });
});
