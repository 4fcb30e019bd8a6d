import type { sendUnaryData, ServerUnaryCall, ServerWritableStream, UntypedServiceImplementation } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PackageParameterization, PluginDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { stopChildren } from "./children";
import { programDependencies, resourcePackages } from "./packages";
import { runProgram } from "./program";
import { installDependencies, runPlugin } from "./streams";

/** The calls of pulumirpc.LanguageRuntime that running a program needs; gRPC answers the others (code generation) with "unimplemented". */
export function languageRuntime(engine: string, version: string): UntypedServiceImplementation {
  return {
    handshake: unary(() => new language.LanguageHandshakeResponse()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    about: unary(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
    getRequiredPlugins: unary((call: Call<language.GetRequiredPluginsRequest>) => requiredPlugins(directoryOf(call.request))),
    getRequiredPackages: unary((call: Call<language.GetRequiredPackagesRequest>) => requiredPackages(directoryOf(call.request))),
    getProgramDependencies: unary((call: Call<language.GetProgramDependenciesRequest>) => dependencies(directoryOf(call.request))),
    run: unary((call: Call<language.RunRequest>) => runProgram(call.request, engine, (stop) => call.on("cancelled", stop))),
    cancel: unary(async () => {
      await stopChildren();
      return new Empty();
    }),
    runPlugin: stream(runPlugin),
    installDependencies: stream(installDependencies),
  };
}

type Call<Request> = ServerUnaryCall<Request, unknown>;

function unary<Request, Response>(answer: (call: Call<Request>) => Response | Promise<Response>) {
  return (call: Call<Request>, reply: sendUnaryData<Response>) => {
    Promise.resolve(call)
      .then(answer)
      .then((response) => reply(null, response), reply);
  };
}

function stream<Request, Response>(answer: (call: ServerWritableStream<Request, Response>) => Promise<void>) {
  return (call: ServerWritableStream<Request, Response>) => {
    answer(call).catch((error: unknown) => call.emit("error", error));
  };
}

function directoryOf(request: { getInfo(): language.ProgramInfo | undefined }): string {
  return request.getInfo()?.getProgramDirectory() ?? process.cwd();
}

function requiredPlugins(directory: string): language.GetRequiredPluginsResponse {
  const plugins = resourcePackages(directory).map(({ name, version, server = "" }) =>
    new PluginDependency().setKind("resource").setName(name).setVersion(version).setServer(server),
  );
  return new language.GetRequiredPluginsResponse().setPluginsList(plugins);
}

function requiredPackages(directory: string): language.GetRequiredPackagesResponse {
  const packages = resourcePackages(directory).map(({ name, version, server = "", parameterization }) => {
    const dependency = new PackageDependency().setKind("resource").setName(name).setVersion(version).setServer(server);
    if (!parameterization) return dependency;
    const { name: of, version: at, value } = parameterization;
    return dependency.setParameterization(new PackageParameterization().setName(of).setVersion(at).setValue(value));
  });
  return new language.GetRequiredPackagesResponse().setPackagesList(packages);
}

function dependencies(directory: string): language.GetProgramDependenciesResponse {
  const list = programDependencies(directory).map(({ name, version }) => new language.DependencyInfo().setName(name).setVersion(version));
  return new language.GetProgramDependenciesResponse().setDependenciesList(list);
}
