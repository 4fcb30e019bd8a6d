import { createRequire } from "node:module";
import { join } from "node:path";
import type { ProgramInfo, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { exitCode, startChild, stopChild } from "./children";

/** Exit code by which the SDK says that it has told the user what is wrong. */
const bail = 32;

/** The `options` of `runtime` in Pulumi.yaml. */
export interface RuntimeOptions {
  typescript?: boolean;
  tsconfig?: string;
  nodeargs?: string;
}

export const optionsOf = (info: ProgramInfo | undefined): RuntimeOptions => info?.getOptions()?.toJavaScript() ?? {};

/** A file of the SDK that the program itself uses, for instance `cmd/run`. */
export function fromSdk(programDirectory: string, file: string): string {
  return createRequire(join(programDirectory, "package.json")).resolve(`@pulumi/pulumi/${file}`);
}

export function typescriptEnv(options: RuntimeOptions): NodeJS.ProcessEnv {
  return {
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
    ...(options.tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

/** Runs the program to its end. `onCancel` is called with what stops it. */
export async function runProgram(request: RunRequest, engine: string, onCancel: (stop: () => void) => void): Promise<RunResponse> {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const options = optionsOf(info);
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd() || directory,
    parallel: String(request.getParallel()),
  };
  const child = startChild(
    process.execPath,
    [
      ...(options.nodeargs?.split(/\s+/).filter(Boolean) ?? []),
      fromSdk(directory, "cmd/run"),
      ...Object.entries(flags).flatMap(([flag, value]) => (value ? [`--${flag}`, value] : [])),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      info?.getEntryPoint() || ".",
      ...request.getArgsList(),
    ],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...typescriptEnv(options),
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    },
  );
  onCancel(() => stopChild(child));
  const code = await exitCode(child);
  const response = new RunResponse();
  if (code === bail) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`);
  return response;
}
