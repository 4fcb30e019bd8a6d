import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exit } from "../../../../../ops/exit";
import { inspectContainers } from "../../../../../ops/runtime/docker/ask";
import { containerInspect } from "../../../../../ops/runtime/docker/container";
import { containerLogs } from "../../../../../ops/runtime/docker/logs";
import { FakeDocker } from "./fake-docker";
import recordings from "./recordings/containers.json";

/** `docker` says what Docker 20.10 was seen to say. Does not prove that Docker still says so. */
let docker: FakeDocker;

beforeEach(() => (docker = new FakeDocker()));
afterEach(() => docker.remove());

test("containers that do not exist are left out, and the others are found", async () => {
  writeFileSync(join(docker.folder, "answer"), JSON.stringify(recordings.slice(0, 1)));
  docker.says(`cat ${docker.folder}/answer; echo "Error response from daemon: No such container: b" >&2; exit 1`);
  expect([...(await inspectContainers(["opstest-healthy", "b"], containerInspect)).keys()]).toEqual(["opstest-healthy"]);
});

test.each([
  'echo "[]"; echo "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?" >&2; exit 1',
  'echo "[]"; echo "No such container: a" >&2; echo "Cannot connect to the Docker daemon" >&2; exit 1',
  "exit 125",
])("`%s` is not an answer, and nothing counts as missing", async (script) => {
  docker.says(script);
  await expect(inspectContainers(["a"], containerInspect)).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

async function texts(): Promise<string[]> {
  const found: string[] = [];
  for await (const { text } of containerLogs("a", {})) found.push(text);
  return found;
}

test("both streams are read, and only a line feed ends a line", async () => {
  const time = "2026-11-23T07:54:52.435023371Z";
  docker.says(`printf '${time} 10%%\\r20%%\\n'; printf '${time} error\\n' >&2; printf '${time} no end'`);
  expect(await texts()).toEqual(["10%\r20%", "error", "no end"]);
});

test("a log that Docker refuses is an error, not an empty log", async () => {
  docker.says('echo "Error response from daemon: configured logging driver does not support reading" >&2; exit 1');
  await expect(texts()).rejects.toMatchObject({
    exitCode: exit.couldNotAsk,
    message: expect.stringContaining("does not support reading") as string,
  });
});
