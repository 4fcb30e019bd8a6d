import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { exit } from "../../../../../ops/exit";
import { containerUsage } from "../../../../../ops/runtime/docker/usage";
import inspected from "./recordings/limits.json";

/** A script in place of `docker`, which says what Docker 28.2 was seen to say. Does not prove that other versions say the same. */
let folder: string;
const path = process.env["PATH"];

/** @param stats what `docker stats` does */
function dockerWith(stats: string): void {
  writeFileSync(join(folder, "inspected"), JSON.stringify(inspected));
  const script = `#!/bin/sh\ncase "$1" in inspect) cat ${folder}/inspected;; stats) ${stats};; esac\n`;
  writeFileSync(join(folder, "docker"), script, { mode: 0o755 });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fake-docker-"));
  process.env["PATH"] = `${folder}${delimiter}${path}`;
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true });
});

const line = (name: string, cpu: string, memory: string): string =>
  `echo '${JSON.stringify({ Name: name, CPUPerc: cpu, MemUsage: memory })}'`;

test("K85: what runs, with its share of a core and its mebibytes, of what it may have", async () => {
  dockerWith(`${line("opstest-limited", "12.34%", "2.5MiB / 64MiB")}; ${line("opstest-free", "103.00%", "1.25GiB / 23.5GiB")}`);
  expect(await containerUsage(["opstest-limited", "opstest-free", "opstest-ended"])).toEqual([
    {
      unit: "opstest-limited",
      pod: "opstest-limited",
      container: "opstest-limited",
      cpu: { used: 123, request: 100, limit: 500 },
      memory: { used: 3, request: 32, limit: 64 },
    },
    { unit: "opstest-free", pod: "opstest-free", container: "opstest-free", cpu: { used: 1030 }, memory: { used: 1280 } },
  ]);
});

test("what has just stopped was not measured", async () => {
  dockerWith(line("opstest-limited", "--", "-- / --"));
  expect((await containerUsage(["opstest-limited"]))[0]).toMatchObject({
    cpu: { request: 100, limit: 500 },
    memory: { request: 32, limit: 64 },
  });
  expect((await containerUsage(["opstest-limited"]))[0]?.cpu.used).toBeUndefined();
});

test("an engine that does not answer is not idle", async () => {
  dockerWith('echo "Cannot connect to the Docker daemon" >&2; exit 1');
  await expect(containerUsage(["opstest-limited"])).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});
