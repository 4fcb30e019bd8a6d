import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crontabLine } from "../../../../../components/platform/docker/scheduled-job";
import { exit } from "../../../../../ops/exit";
import { DockerRuntime } from "../../../../../ops/runtime/docker/runtime";
import { FakeDocker } from "./fake-docker";

/** Does not prove that a program in a container outlives the `docker exec` that started it: test/docker does. */
let docker: FakeDocker;
const runtime = new DockerRuntime();
const state = (status: string) => `[{"Name":"/a","State":{"Status":"${status}"}}]`;
const inContainer = (script: string) => `case "$1" in inspect) echo '${state("running")}';; exec) shift 2; ${script};; esac`;

beforeEach(() => (docker = new FakeDocker()));
afterEach(() => docker.remove());

test("a program's standard output, or how it failed", async () => {
  docker.says(inContainer('echo "$*"; echo "a warning" >&2'));
  expect(await runtime.exec("a", ["pgbackrest", "info"])).toBe("pgbackrest info\n");
  docker.says(inContainer('echo "no stanza" >&2; exit 37'));
  await expect(runtime.exec("a", ["pgbackrest", "info"])).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: "a: pgbackrest ended with exit code 37: no stanza",
  });
});

test("a scheduled job runs as its crontab says, whatever that is", async () => {
  const crontab = join(docker.folder, "crontab");
  const script = "printf '%s|' \"$@\"; echo complaint >&2; exit 3";
  writeFileSync(crontab, crontabLine("0 2 * * 1-6", ["sh", "-c", script, "sh", "it's", "two  words", "$HOME"]));
  // The shell of the job is real, its crontab is here.
  docker.says(inContainer(`command=$(printf '%s' "$3" | sed 's#/run/config/crontab#${crontab}#'); exec sh -c "$command"`));
  const lines: string[] = [];
  expect(await runtime.runNow("a", (line) => lines.push(line))).toBe(3);
  expect(lines).toEqual(["it's|two  words|$HOME|complaint"]);
  expect(readFileSync(crontab, "utf8").split("\n")).toHaveLength(2);
});

test("another program runs where the scheduled one does, word by word", async () => {
  docker.says(inContainer('printf "%s|" "$@"; exit 4'));
  const lines: string[] = [];
  expect(await runtime.runNow("a", (line) => lines.push(line), ["drill", "verify", "--seed", "two  words"])).toBe(4);
  expect(lines).toEqual(["drill|verify|--seed|two  words|"]);
});

test.each([
  ["exited", `echo '${state("exited")}'`],
  ["missing", 'echo "[]"; echo "Error: No such container: a" >&2; exit 1'],
])("a container that is %s runs nothing", async (status, inspect) => {
  docker.says(`case "$1" in inspect) ${inspect};; exec) touch ${docker.folder}/ran;; esac`);
  const refusal = { exitCode: exit.couldNotAsk, message: expect.stringContaining(`container a: got ${status}, must be running`) as string };
  await expect(runtime.exec("a", ["true"])).rejects.toMatchObject(refusal);
  await expect(runtime.runNow("a", () => undefined)).rejects.toMatchObject(refusal);
  expect(() => readFileSync(join(docker.folder, "ran"))).toThrow("ENOENT");
});
