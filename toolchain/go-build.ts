import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cachedFolder } from "./cached";
import { fingerprint } from "./fingerprint";
import type { Go } from "./go";
import { repository } from "./paths";
import { timed } from "./progress";
import { lastLine, run } from "./run";
import { type Progress, ToolchainError } from "./types";

/** A Go module below toolchain/stand-ins, and the one program built from it. */
export interface GoStandIn {
  /** As the reader knows it. */
  title: string;
  folder: string;
  /** Import path of the program. */
  package: string;
  /** Variable that the linker sets to `version`. */
  versionVariable: string;
  version: string;
  /** File name of the program. */
  program: string;
  /** Needs no C library, so that it runs in an empty image. */
  static?: boolean;
  /** With an empty build cache, on two cores that build all stand-ins. */
  expectedSeconds: number;
}

const source = (standIn: GoStandIn): string => join(repository, "toolchain", "stand-ins", standIn.folder);

const flags = (standIn: GoStandIn): string[] => ["-trimpath", "-ldflags", `-s -w -X ${standIn.versionVariable}=${standIn.version}`];

/** Changes with the sources, the pinned dependencies, the version and the way it is built. */
export const buildKey = (standIn: GoStandIn): string => fingerprint(source(standIn), [standIn.package, ...flags(standIn), process.arch]);

/** Path of the built program; undefined when these sources were not built yet. */
export function builtProgram(cache: string, standIn: GoStandIn): string | undefined {
  const program = join(cache, `${standIn.folder}-${buildKey(standIn)}`, standIn.program);
  return existsSync(program) ? program : undefined;
}

/** @throws ToolchainError with the last line of the build, or what `findGo` throws */
export async function buildProgram(cache: string, standIn: GoStandIn, findGo: () => Promise<Go>, progress: Progress): Promise<string> {
  const go = await findGo();
  const build = (folder: string) =>
    timed(progress, `${standIn.title}: build from source`, standIn.expectedSeconds, () => goBuild(go, standIn, folder));
  const folder = await cachedFolder(cache, standIn.folder, buildKey(standIn), progress, build);
  return join(folder, standIn.program);
}

async function goBuild(go: Go, standIn: GoStandIn, folder: string): Promise<void> {
  // An interrupted build leaves gigabytes of intermediate files; here they go with the unfinished folder.
  const intermediate = join(folder, "intermediate");
  mkdirSync(intermediate);
  const result = await run(go.program, ["build", ...flags(standIn), "-o", join(folder, standIn.program), standIn.package], {
    cwd: source(standIn),
    env: { ...process.env, GOWORK: "off", GOTMPDIR: intermediate, ...(standIn.static && { CGO_ENABLED: "0" }) },
  });
  rmSync(intermediate, { recursive: true, force: true });
  if (result.code === 0) return;
  throw new ToolchainError(
    `${standIn.title}: go build failed`,
    [`${go.program} build in toolchain/stand-ins/${standIn.folder}: ${lastLine(result)}`],
    "make a Go module proxy reachable (GOPROXY), or install the vendor's program",
  );
}
