#!/usr/bin/env node
// The Node.js language host for networks where the vendor's cannot be downloaded. The engine starts it with its own address as the
// only argument that is not a flag, and reads the port it serves on from the first line of output.
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { version } from "@pulumi/pulumi/package.json";
import { stopChildren } from "./children";
import { languageRuntime } from "./service";

const parentCheckMs = 500;

const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (engine === undefined) {
  console.error("usage: pulumi-language-nodejs [flags] <engine address>");
  process.exit(1);
}

let stopping = false;
function stop(exitCode: number): void {
  if (stopping) return;
  stopping = true;
  void stopChildren().then(() => process.exit(exitCode));
}

process.on("SIGINT", () => stop(130));
process.on("SIGTERM", () => stop(143));
process.on("SIGHUP", () => stop(129));

/** An engine that was killed cannot say goodbye; its children are then handed to another parent. */
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop(0), parentCheckMs);

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, languageRuntime(engine, version));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
