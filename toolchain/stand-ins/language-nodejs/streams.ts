import type { ServerWritableStream } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import type { InstallDependenciesRequest, RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { InstallDependenciesResponse, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { exitCode, startChild, stopChild } from "./children";
import { fromSdk, optionsOf, typescriptEnv } from "./program";

/** Runs a plugin written in Node.js: a policy pack (kind `analyzer`) or a component provider. */
export async function runPlugin(call: ServerWritableStream<RunPluginRequest, RunPluginResponse>): Promise<void> {
  const { request } = call;
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? request.getProgram();
  const policies = request.getKind() === "analyzer";
  const args = policies
    ? [fromSdk(directory, "cmd/run-policy-pack"), ...request.getArgsList(), directory]
    : [fromSdk(directory, "cmd/run-plugin"), directory, ...request.getArgsList()];
  const child = startChild(process.execPath, args, {
    cwd: policies ? directory : request.getPwd(),
    env: { ...variables(request.getEnvList()), ...typescriptEnv(optionsOf(info)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => stopChild(child));
  child.stdout?.on("data", (bytes: Buffer) => call.write(new RunPluginResponse().setStdout(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => call.write(new RunPluginResponse().setStderr(bytes)));
  call.write(new RunPluginResponse().setExitcode(await exitCode(child)));
  call.end();
}

/** `pulumi install`. Fails with the package manager's exit code; its output is streamed. */
export async function installDependencies(
  call: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
): Promise<void> {
  const directory = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  const child = startChild("npm", ["install"], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  call.on("cancelled", () => stopChild(child));
  child.stdout?.on("data", (bytes: Buffer) => call.write(new InstallDependenciesResponse().setStdout(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => call.write(new InstallDependenciesResponse().setStderr(bytes)));
  const code = await exitCode(child);
  if (code === 0) call.end();
  else call.emit("error", Object.assign(new Error(`npm install in ${directory} exited with code ${code}`), { code: status.UNKNOWN }));
}

function variables(list: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(list.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]));
}
